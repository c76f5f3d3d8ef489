package raftbook.book.eval;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;

/** What becomes of an object that a cell shows. */
final class Display {

    static final String PLAIN = "text/plain";
    static final String SVG = "image/svg+xml";
    static final String PNG = "image/png";
    private static final String TO_SVG = "toSvg";
    private static final String FRAMES = "frames";

    private Display() {}

    /**
     * What the cells' {@code display} and {@code updateDisplay} come down to.
     *
     * @param request the id to update or null, the object, and the wanted MIME types as a String[]
     * @return the id
     */
    static Object serve(Object[] request) {
        Object given = request[0];
        String id = given == null ? UUID.randomUUID().toString() : given.toString();
        show(id, request[1], (String[]) request[2], given != null);
        return id;
    }

    private static void show(String id, Object value, String[] types, boolean update) {
        CellOutput output = CellOutput.current();
        if (output == null) {
            throw new IllegalStateException("display: no cell has started this thread, so there is nowhere to show "
                    + text(value) + "; call it from a cell or from a thread that a cell started");
        }
        boolean mayMove = types.length == 0 && output.isWatched() && has(value, FRAMES, Iterator.class);
        Iterator<?> frames = mayMove ? (Iterator<?>) call(value, FRAMES) : Collections.emptyIterator();
        if (frames.hasNext()) {
            output.pictures().show(id, value, frames, update, output);
        } else {
            output.pictures().remove(id);
            Map<String, String> bundle = bundle(value, types);
            if (output.keepsRuns()) RunText.run(value).ifPresent(run -> bundle.put(RunText.TYPE, run));
            output.display(id, bundle, update);
        }
    }

    /** Shows a value that has a picture; false if it has none. */
    static boolean showPicture(Object value) {
        boolean hasPicture = has(value, TO_SVG, String.class) || value instanceof RenderedImage;
        if (hasPicture) {
            show(UUID.randomUUID().toString(), value, new String[0], false);
        }
        return hasPicture;
    }

    /** The value as text, pictures as SVG or PNG besides, other MIME types as told. */
    private static Map<String, String> bundle(Object value, String... types) {
        boolean hasPicture = has(value, TO_SVG, String.class);
        Map<String, String> bundle = new LinkedHashMap<>();
        for (String type : types) {
            bundle.put(type, type.equals(SVG) && hasPicture ? (String) call(value, TO_SVG) : String.valueOf(value));
        }
        if (types.length == 0 && hasPicture) {
            bundle.put(SVG, (String) call(value, TO_SVG));
        } else if (types.length == 0 && value instanceof RenderedImage image) {
            bundle.put(PNG, png(image));
        }
        bundle.values().removeIf(Objects::isNull);
        String leftOut = "";
        for (String type : Set.copyOf(bundle.keySet())) {
            int length = bundle.get(type).length();
            if (!type.equals(PLAIN) && length > Bounded.LONGEST_FORM) {
                bundle.remove(type);
                leftOut += "\n[its form " + type + " is left out: " + length + " characters are more than "
                        + Bounded.LONGEST_FORM + "]";
            }
        }
        bundle.put(PLAIN, (bundle.containsKey(PLAIN) ? Bounded.text(bundle.get(PLAIN)) : text(value)) + leftOut);
        return bundle;
    }

    private static String png(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.setUseCache(false);
            if (!ImageIO.write(image, "png", bytes)) {
                return null; // PNG has no such colours: its text is what can be shown
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Object call(Object value, String name) {
        try {
            Method method = value.getClass().getMethod(name);
            method.setAccessible(true);
            return method.invoke(value);
        } catch (InvocationTargetException problem) {
            throw new IllegalStateException(
                    name + "() of " + value.getClass().getName() + " failed", problem.getCause());
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(name + "() of " + value.getClass().getName() + " is out of reach", failed);
        }
    }

    private static boolean has(Object value, String name, Class<?> result) {
        try {
            return value != null && value.getClass().getMethod(name).getReturnType() == result;
        } catch (NoSuchMethodException failed) {
            return false;
        }
    }

    /** Calls what may be a reader's toString: to be called where it can be stopped. */
    static String text(Object value) {
        return Bounded.text(whole(value), size(value));
    }

    private static String whole(Object value) {
        if (value != null && value.getClass().isArray()) {
            String inBrackets = Arrays.deepToString(new Object[] {value});
            return inBrackets.substring(1, inBrackets.length() - 1);
        }
        return Objects.requireNonNullElse(String.valueOf(value), "null"); // toString may return null
    }

    private static String size(Object value) {
        if (value instanceof Collection<?> collection) return collection.size() + " elements";
        if (value instanceof Map<?, ?> map) return map.size() + " entries";
        return value != null && value.getClass().isArray() ? Array.getLength(value) + " elements" : "";
    }
}
