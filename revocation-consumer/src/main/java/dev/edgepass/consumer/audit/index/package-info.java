/**
 * A projection of control, issuance and publications in a SQLite file: each record, and what it names. Dropped and made anew where it doesn't fit the log, or the file
 * is damaged. A record's <em>id</em> is its log's number in the upper 16 bits and its offset below; a <em>key</em> is what it names, such as {@code lnk:L1}.
 */
@NullMarked
package dev.edgepass.consumer.audit.index;

import org.jspecify.annotations.NullMarked;
