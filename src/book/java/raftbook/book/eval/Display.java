package raftbook.book.eval;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What becomes of an object that a cell shows. */
final class Display {

    static final String PLAIN = "text/plain";
    static final String SVG = "image/svg+xml";

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
        show(id, bundle(request[1], (String[]) request[2]), given != null);
        return id;
    }

    private static void show(String id, Map<String, String> bundle, boolean update) {
        CellOutput output = CellOutput.current();
        if (output == null) {
            throw new IllegalStateException("display: no cell has started this thread, so there is nowhere to show "
                    + bundle.get(PLAIN) + "; call it from a cell or from a thread that a cell started");
        }
        output.display(id, bundle, update);
    }

    /** Shows a value that has a picture; false if it has none. */
    static boolean showPicture(Object value) {
        Optional<Method> toSvg = toSvg(value);
        toSvg.ifPresent(method -> show(UUID.randomUUID().toString(), bundle(value), false));
        return toSvg.isPresent();
    }

    /** The value as text, pictures as SVG besides, other MIME types as told. */
    static Map<String, String> bundle(Object value, String... types) {
        Map<String, String> bundle = new LinkedHashMap<>();
        Optional<Method> toSvg = toSvg(value);
        for (String type : types) {
            bundle.put(type, type.equals(SVG) && toSvg.isPresent() ? svg(value, toSvg.get()) : text(value));
        }
        if (types.length == 0 && toSvg.isPresent()) {
            bundle.put(SVG, svg(value, toSvg.get()));
        }
        bundle.putIfAbsent(PLAIN, text(value));
        return bundle;
    }

    private static String svg(Object value, Method toSvg) {
        try {
            toSvg.setAccessible(true);
            return (String) toSvg.invoke(value);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("toSvg() of " + value.getClass().getName() + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("toSvg() of " + value.getClass().getName() + " is out of reach", e);
        }
    }

    private static Optional<Method> toSvg(Object value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            Method method = value.getClass().getMethod("toSvg");
            return Optional.of(method).filter(candidate -> candidate.getReturnType() == String.class);
        } catch (NoSuchMethodException e) {
            return Optional.empty();
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
