package dev.edgepass.acceptance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A message of Protocol Buffers by the numbers of its fields, as far as OTLP needs it. Immutable. */
record ProtobufMessage(List<Field> fields) {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    /**
     * One occurrence of a field.
     *
     * @param bytes of a text, a message or bytes; empty for a number
     * @param number 0 for the others
     */
    record Field(int id, byte[] bytes, long number) {}

    static ProtobufMessage of(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            int key = (int) varint(in);
            int id = key >>> 3;
            switch (key & 7) {
                case VARINT -> fields.add(new Field(id, new byte[0], varint(in)));
                case FIXED64 -> fields.add(new Field(id, new byte[0], in.getLong()));
                case FIXED32 -> fields.add(new Field(id, new byte[0], in.getInt()));
                case BYTES -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.add(new Field(id, bytes, 0));
                }
                default -> throw new AssertionError("wire type " + (key & 7));
            }
        }
        return new ProtobufMessage(fields);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7f) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    private List<Field> all(int id) {
        return fields.stream().filter(field -> field.id() == id).toList();
    }

    List<ProtobufMessage> messages(int id) {
        return all(id).stream().map(field -> of(field.bytes())).toList();
    }

    String text(int id) {
        return all(id).stream()
                .map(field -> new String(field.bytes(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }

    String hex(int id) {
        return all(id).stream()
                .map(field -> HexFormat.of().formatHex(field.bytes()))
                .findFirst()
                .orElse("");
    }

    /** 0 where it is absent, as Protocol Buffers have it. */
    long number(int id) {
        return all(id).stream().map(Field::number).findFirst().orElse(0L);
    }
}
