package gantline;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.spi.CharsetProvider;
import java.util.Collections;
import java.util.Iterator;

/**
 * The character set of the old Macintosh. MPXJ asks for it by name as soon as it is loaded, and the Java runtime that
 * comes as a Python package lacks it.
 *
 * The jar beside this file holds it, compiled with {@code javac --release 8 -g:none MacRoman.java}, and the file
 * {@code META-INF/services/java.nio.charset.spi.CharsetProvider} with the line {@code gantline.MacRoman$Provider}.
 */
public final class MacRoman extends Charset {
    private static final String NAME = "x-MacRoman";
    private static final String[] ALIASES = {"MacRoman"};
    private static final String UPPER =
            "\u00C4\u00C5\u00C7\u00C9\u00D1\u00D6\u00DC\u00E1\u00E0\u00E2\u00E4\u00E3\u00E5\u00E7\u00E9\u00E8"
            + "\u00EA\u00EB\u00ED\u00EC\u00EE\u00EF\u00F1\u00F3\u00F2\u00F4\u00F6\u00F5\u00FA\u00F9\u00FB\u00FC"
            + "\u2020\u00B0\u00A2\u00A3\u00A7\u2022\u00B6\u00DF\u00AE\u00A9\u2122\u00B4\u00A8\u2260\u00C6\u00D8"
            + "\u221E\u00B1\u2264\u2265\u00A5\u00B5\u2202\u2211\u220F\u03C0\u222B\u00AA\u00BA\u03A9\u00E6\u00F8"
            + "\u00BF\u00A1\u00AC\u221A\u0192\u2248\u2206\u00AB\u00BB\u2026\u00A0\u00C0\u00C3\u00D5\u0152\u0153"
            + "\u2013\u2014\u201C\u201D\u2018\u2019\u00F7\u25CA\u00FF\u0178\u2044\u20AC\u2039\u203A\uFB01\uFB02"
            + "\u2021\u00B7\u201A\u201E\u2030\u00C2\u00CA\u00C1\u00CB\u00C8\u00CD\u00CE\u00CF\u00CC\u00D3\u00D4"
            + "\uF8FF\u00D2\u00DA\u00DB\u00D9\u0131\u02C6\u02DC\u00AF\u02D8\u02D9\u02DA\u00B8\u02DD\u02DB\u02C7";

    MacRoman() {
        super(NAME, ALIASES);
    }

    @Override
    public boolean contains(Charset other) {
        return other instanceof MacRoman || other.name().equals("US-ASCII");
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer from, CharBuffer to) {
                while (from.hasRemaining()) {
                    if (!to.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    byte code = from.get();
                    to.put(code >= 0 ? (char) code : UPPER.charAt(code + 128));
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, 1, 1) {
            @Override
            protected CoderResult encodeLoop(CharBuffer from, ByteBuffer to) {
                while (from.hasRemaining()) {
                    if (!to.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    char letter = from.get(from.position());
                    int upper = letter < 128 ? 0 : UPPER.indexOf(letter);
                    if (upper < 0) {
                        return CoderResult.unmappableForLength(1);
                    }
                    to.put((byte) (letter < 128 ? letter : upper - 128));
                    from.get();
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    /** Finds the character set by its names. */
    public static final class Provider extends CharsetProvider {
        @Override
        public Charset charsetForName(String name) {
            return name.equalsIgnoreCase(NAME) || name.equalsIgnoreCase(ALIASES[0]) ? new MacRoman() : null;
        }

        @Override
        public Iterator<Charset> charsets() {
            return Collections.<Charset>singleton(new MacRoman()).iterator();
        }
    }
}
