package raftbook.book.eval;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * What becomes of a session's variables when something that they depend on is declared again. JShell then compiles their
 * snippets anew, which loses their values: those that still fit are put back, the others are told to the reader.
 */
final class Redeclared {

    private final Session session;
    private final Map<String, Object> before = new HashMap<>();
    private final Set<String> lost = new LinkedHashSet<>();
    private final Set<String> methods = new LinkedHashSet<>();

    Redeclared(Session session) {
        this.session = session;
    }

    /** To be called before a snippet is evaluated. */
    void remember() {
        before.clear();
        session.shell().variables().forEach(each -> {
            Object value = value(session.loader().variable(each.name()));
            if (value != null) {
                before.put(each.name(), value);
            }
        });
    }

    /** To be called with what came of the snippet. */
    void follow(List<SnippetEvent> events) {
        for (SnippetEvent event : events) {
            boolean own = event.causeSnippet() == null;
            if (event.snippet() instanceof VarSnippet variable) {
                if (own) {
                    lost.remove(variable.name());
                } else if (before.containsKey(variable.name()) && event.status() != Status.OVERWRITTEN) {
                    keep(variable.name(), event.status());
                }
            } else if (!own
                    && event.status() == Status.OVERWRITTEN
                    && event.snippet() instanceof MethodSnippet method) {
                methods.add(method.name());
            }
        }
    }

    private void keep(String name, Status status) {
        Field field = session.loader().variable(name);
        try {
            if (status != Status.VALID || field == null) {
                lost.add(name);
            } else {
                field.set(null, before.get(name));
            }
        } catch (IllegalArgumentException | ReflectiveOperationException failed) {
            lost.add(name); // of a class that is no more
        }
    }

    private static Object value(Field field) {
        try {
            return field == null ? null : field.get(null);
        } catch (ReflectiveOperationException | LinkageError failed) {
            return null;
        }
    }

    /** For the reader, at the cell's end: a line each, empty if there is nothing to tell. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!lost.isEmpty()) {
            notes.add("note: what these variables are made of has been declared again, so that their values are lost: "
                    + String.join(", ", lost) + "; run the cells again that set them");
        }
        for (String method : methods) {
            List<String> users = session.shell()
                    .variables()
                    .map(VarSnippet::name)
                    .filter(name -> usesEarlier(name, method))
                    .toList();
            if (!users.isEmpty()) {
                notes.add(
                        "note: " + method + " has been declared again, and these variables still call the earlier one: "
                                + String.join(", ", users) + "; run the cells again that set them");
            }
        }
        return notes;
    }

    private boolean usesEarlier(String variable, String method) {
        Object value = value(session.loader().variable(variable));
        return value != null && session.loader().callsEarlier(value.getClass(), method);
    }
}
