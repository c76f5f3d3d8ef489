package raftbook.book.eval;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What becomes of an object that a cell shows. */
final class Display {

    static final String PLAIN = "text/plain";
    static final String SVG = "image/svg+xml";
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
            output.display(id, bundle(value, types), update);
        }
    }

    /** Shows a value that has a picture; false if it has none. */
    static boolean showPicture(Object value) {
        boolean hasPicture = has(value, TO_SVG, String.class);
        if (hasPicture) {
            show(UUID.randomUUID().toString(), value, new String[0], false);
        }
        return hasPicture;
    }

    /** The value as text, pictures as SVG besides, other MIME types as told. */
    private static Map<String, String> bundle(Object value, String... types) {
        boolean hasPicture = has(value, TO_SVG, String.class);
        Map<String, String> bundle = new LinkedHashMap<>();
        for (String type : types) {
            bundle.put(type, type.equals(SVG) && hasPicture ? (String) call(value, TO_SVG) : text(value));
        }
        if (types.length == 0 && hasPicture) {
            bundle.put(SVG, (String) call(value, TO_SVG));
        }
        bundle.putIfAbsent(PLAIN, text(value));
        return bundle;
    }

    private static Object call(Object value, String name) {
        try {
            Method method = value.getClass().getMethod(name);
            method.setAccessible(true);
            return method.invoke(value);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(name + "() of " + value.getClass().getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + "() of " + value.getClass().getName() + " is out of reach", e);
        }
    }

    private static boolean has(Object value, String name, Class<?> result) {
        try {
            return value != null && value.getClass().getMethod(name).getReturnType() == result;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    static String text(Object value) {
        if (value != null && value.getClass().isArray()) {
            String inBrackets = Arrays.deepToString(new Object[] {value});
            return inBrackets.substring(1, inBrackets.length() - 1);
        }
        return String.valueOf(value);
    }
}
