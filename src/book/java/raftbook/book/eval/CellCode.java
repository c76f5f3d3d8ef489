package raftbook.book.eval;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites the classes that cells can see, before they are loaded. Java has neither a way to end a thread that does not
 * want to, nor, since the security manager is gone, one to keep a program from ending its JVM: so every jump back asks
 * {@link CellGuard} whether to go on, and a call that would end the JVM calls the guard instead.
 */
final class CellCode extends ClassVisitor {

    private static final String GUARD = Type.getInternalName(CellGuard.class);

    /** Where JShell puts its wrappers of snippets. */
    private static final String CELLS = "REPL/";

    private final boolean ofCells;

    private CellCode(ClassVisitor next, boolean ofCells) {
        super(Opcodes.ASM9, next);
        this.ofCells = ofCells;
    }

    /** @param ofCells whether every method is to ask as well: a stream of the JDK without an end calls a cell's lambda */
    static byte[] guarded(byte[] bytes, boolean ofCells) {
        try {
            ClassReader reader = new ClassReader(bytes);
            ClassWriter writer = new ClassWriter(0);
            reader.accept(new CellCode(writer, ofCells), 0);
            return writer.toByteArray();
        } catch (IllegalArgumentException refused) {
            return bytes; // compiled by a newer JDK than the library knows: it runs, and cannot be stopped
        }
    }

    /** A call of a method of the cells, as it stands in their code. */
    record Call(String owner, String method, String type) {}

    /** What this class of the cells calls of other such classes. */
    static Stream<Call> calls(byte[] bytes) {
        Stream.Builder<Call> calls = Stream.builder();
        ClassVisitor finder = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String type, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMethodInsn(
                            int opcode, String owner, String called, String calledType, boolean ofInterface) {
                        if (owner.startsWith(CELLS)) {
                            calls.add(new Call(owner, called, calledType));
                        }
                    }
                };
            }
        };
        new ClassReader(bytes).accept(finder, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return calls.build();
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
        return next == null ? null : new Guarded(next, ofCells && !name.equals("<clinit>"));
    }

    private static final class Guarded extends MethodVisitor {
        private final boolean asksFirst;
        private final Set<Label> passed = new HashSet<>();

        Guarded(MethodVisitor next, boolean asksFirst) {
            super(Opcodes.ASM9, next);
            this.asksFirst = asksFirst;
        }

        private void ask() {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "check", "()V", false);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (asksFirst) {
                ask();
            }
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) {
                ask();
            }
            super.visitJumpInsn(opcode, target);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean ofInterface) {
            if (endsJvm(owner, name, type)) {
                boolean ofRuntime = opcode != Opcodes.INVOKESTATIC;
                super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "exit", guardType(ofRuntime), false);
            } else {
                super.visitMethodInsn(opcode, owner, name, type, ofInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String type, Handle bootstrap, Object... arguments) {
            Object[] guarded = arguments.clone();
            for (int i = 0; i < guarded.length; i++) {
                if (guarded[i] instanceof Handle handle
                        && endsJvm(handle.getOwner(), handle.getName(), handle.getDesc())) {
                    boolean ofRuntime = handle.getTag() != Opcodes.H_INVOKESTATIC;
                    guarded[i] = new Handle(Opcodes.H_INVOKESTATIC, GUARD, "exit", guardType(ofRuntime), false);
                }
            }
            super.visitInvokeDynamicInsn(name, type, bootstrap, guarded);
        }

        private static boolean endsJvm(String owner, String name, String type) {
            return type.equals("(I)V")
                    && (owner.equals("java/lang/System") && name.equals("exit")
                            || owner.equals("java/lang/Runtime") && (name.equals("exit") || name.equals("halt")));
        }

        private static String guardType(boolean ofRuntime) {
            return ofRuntime ? "(Ljava/lang/Runtime;I)V" : "(I)V";
        }
    }
}
