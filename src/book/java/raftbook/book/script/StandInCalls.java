package raftbook.book.script;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.teavm.model.BasicBlock;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.Instruction;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReference;
import org.teavm.model.Program;
import org.teavm.model.Variable;
import org.teavm.model.instructions.InvocationType;
import org.teavm.model.instructions.InvokeInstruction;
import org.teavm.model.instructions.StringConstantInstruction;
import raftbook.book.script.standin.Maps;
import raftbook.book.script.standin.Texts;
import raftbook.book.script.standin.Times;

/**
 * Redirects the library's calls of methods that the class library of a page lacks, has otherwise, or pays for dearly. One that
 * formats or splits is redirected only if the stand-in knows the format or the pattern, which must be a constant.
 */
public final class StandInCalls implements ClassHolderTransformer {

    /** @param knows whether the stand-in knows the first text constant among the arguments */
    private record StandIn(MethodReference method, Predicate<String> knows) {
        static StandIn of(Class<?> holder, String name, Class<?>... signature) {
            return new StandIn(new MethodReference(holder, name, signature), null);
        }

        StandIn where(Predicate<String> known) {
            return new StandIn(method, known);
        }
    }

    private static final Map<MethodReference, StandIn> STAND_INS = Map.of(
            new MethodReference(String.class, "format", Locale.class, String.class, Object[].class, String.class),
            StandIn.of(Texts.class, "format", Locale.class, String.class, Object[].class, String.class)
                    .where(StandInCalls::knowsFormat),
            new MethodReference(
                    PrintStream.class, "printf", Locale.class, String.class, Object[].class, PrintStream.class),
            StandIn.of(
                            Texts.class,
                            "printf",
                            PrintStream.class,
                            Locale.class,
                            String.class,
                            Object[].class,
                            PrintStream.class)
                    .where(StandInCalls::knowsFormat),
            new MethodReference(String.class, "split", String.class, String[].class),
            StandIn.of(Texts.class, "split", String.class, String.class, String[].class)
                    .where(Set.of("\\s+", "\\p{Cntrl}+")::contains),
            new MethodReference(String.class, "replaceAll", String.class, String.class, String.class),
            StandIn.of(Texts.class, "replaceAll", String.class, String.class, String.class, String.class)
                    .where(Set.of("[0-9]+$", "\\p{Cntrl}")::contains),
            new MethodReference(Duration.class, "dividedBy", Duration.class, long.class),
            StandIn.of(Times.class, "dividedBy", Duration.class, Duration.class, long.class),
            new MethodReference(Duration.class, "dividedBy", long.class, Duration.class),
            StandIn.of(Times.class, "dividedBy", Duration.class, long.class, Duration.class),
            new MethodReference(Duration.class, "multipliedBy", long.class, Duration.class),
            StandIn.of(Times.class, "multipliedBy", Duration.class, long.class, Duration.class),
            new MethodReference(Collections.class, "unmodifiableNavigableMap", NavigableMap.class, NavigableMap.class),
            StandIn.of(Maps.class, "unmodifiableNavigableMap", NavigableMap.class, NavigableMap.class));

    private static final String WIDTH = "(?:[1-9]\\d*)?";
    private static final Pattern KNOWN_FORMAT =
            Pattern.compile("(?:[^%]|%(?:[n%]|-?" + WIDTH + "s|,?" + WIDTH + "d|" + WIDTH + "\\.\\df))*");

    static boolean knowsFormat(String format) {
        return KNOWN_FORMAT.matcher(format).matches();
    }

    @Override
    public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
        if (!type.getName().startsWith("raftbook.")) return;
        for (MethodHolder method : type.getMethods()) {
            if (method.getProgram() != null) transform(method.getProgram());
        }
    }

    private static void transform(Program program) {
        for (BasicBlock block : program.getBasicBlocks()) {
            for (Instruction instruction : block) {
                if (instruction instanceof InvokeInstruction call) transform(call, program);
            }
        }
    }

    private static void transform(InvokeInstruction call, Program program) {
        StandIn standIn = STAND_INS.get(call.getMethod());
        if (standIn == null) return;
        if (standIn.knows != null
                && firstConstant(call, program).filter(standIn.knows).isEmpty()) return;
        List<Variable> arguments = new ArrayList<>(call.getArguments());
        if (call.getInstance() != null) arguments.add(0, call.getInstance());
        call.setInstance(null);
        call.setArguments(arguments.toArray(Variable[]::new));
        call.setType(InvocationType.SPECIAL);
        call.setMethod(standIn.method);
    }

    private static Optional<String> firstConstant(InvokeInstruction call, Program program) {
        return call.getArguments().stream()
                .flatMap(argument -> constant(argument, program).stream())
                .findFirst();
    }

    private static Optional<String> constant(Variable variable, Program program) {
        for (BasicBlock block : program.getBasicBlocks()) {
            for (Instruction instruction : block) {
                if (instruction instanceof StringConstantInstruction text && text.getReceiver() == variable)
                    return Optional.of(text.getConstant());
            }
        }
        return Optional.empty();
    }
}
