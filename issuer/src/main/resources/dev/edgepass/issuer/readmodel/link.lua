-- A share link with its words, or false. Behind the function link_with_words. ARGV: id.
return { link_with_words(ARGV[1]) }
