// Command verify checks a log of tiles (c2sp.org/tlog-tiles) with the Go project's own packages: the signature of its checkpoint, every tile
// and every entry. It shares no code with Edgepass. Usage: verify VERIFIER_KEY FOLDER
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type folder string

func (f folder) Height() int { return height }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range tiles {
		bytes, err := os.ReadFile(f.path(tile))
		if err != nil {
			return nil, err
		}
		data = append(data, bytes)
	}
	return data, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// path has no height, and calls the entries by another name than Go's checksum database.
func (f folder) path(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return filepath.Join(string(f), strings.Replace(path, "tile/data/", "tile/entries/", 1))
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: verify VERIFIER_KEY FOLDER")
	}
	f := folder(os.Args[2])
	tree, err := checkpoint(os.Args[1], filepath.Join(string(f), "checkpoint"))
	if err == nil && tree.N > 0 {
		err = verify(f, tree)
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("verified %d\n", tree.N)
}

func checkpoint(key, path string) (tree tlog.Tree, err error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return tree, err
	}
	signed, err := os.ReadFile(path)
	if err != nil {
		return tree, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 {
		return tree, fmt.Errorf("checkpoint: %d lines", len(lines))
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	copy(tree.Hash[:], root)
	return tree, err
}

func verify(f folder, tree tlog.Tree) error {
	// Its hashes are those of the tree's root, or it fails.
	hashes := tlog.TileHashReader(tree, f)
	for level := 0; tree.N>>(height*level) > 0; level++ {
		width := tree.N >> (height * level)
		for start := int64(0); start < width; start += 1 << height {
			tile := tlog.Tile{H: height, L: level, N: start >> height, W: 1 << height}
			if width-start < int64(tile.W) {
				tile.W = int(width - start)
			}
			file, err := os.ReadFile(f.path(tile))
			if err != nil {
				return err
			}
			want, err := tlog.ReadTileData(tile, hashes)
			if err != nil {
				return fmt.Errorf("%s: %v", f.path(tile), err)
			}
			if !bytes.Equal(file, want) {
				return fmt.Errorf("%s: altered", f.path(tile))
			}
			if level == 0 {
				if err := entries(f, tile, file); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func entries(f folder, tile tlog.Tile, hashes []byte) error {
	tile.L = -1
	bundle, err := os.ReadFile(f.path(tile))
	if err != nil {
		return err
	}
	for i := 0; i < tile.W; i++ {
		if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
			return fmt.Errorf("%s: cut", f.path(tile))
		}
		end := 2 + int(binary.BigEndian.Uint16(bundle))
		hash := tlog.RecordHash(bundle[2:end])
		if !bytes.Equal(hash[:], hashes[i*tlog.HashSize:(i+1)*tlog.HashSize]) {
			return fmt.Errorf("entry %d: altered", tile.N<<height+int64(i))
		}
		bundle = bundle[end:]
	}
	if len(bundle) > 0 {
		return fmt.Errorf("%s: too long", f.path(tile))
	}
	return nil
}
