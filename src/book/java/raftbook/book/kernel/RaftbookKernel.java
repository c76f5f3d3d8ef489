package raftbook.book.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishDisplayData;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.zeromq.ZMQ;
import raftbook.book.eval.Completion;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Outcome;
import raftbook.book.eval.Sink;
import raftbook.book.notebook.SvgImage;

/** The evaluator as a Jupyter kernel. The protocol is the library's; what a cell does is the evaluator's. */
final class RaftbookKernel extends BaseKernel {

    /** How long after a failure a request still counts as sent before it. */
    private static final long ON_THEIR_WAY_NANOS = 50_000_000;

    private static final String SVG = "image/svg+xml";

    private final Evaluator evaluator;
    private final History history = new History();
    private JupyterConnection connection;

    RaftbookKernel(Evaluator evaluator, String version) {
        super(
                "raftbook",
                version,
                new LanguageInfo.Builder("java")
                        .version(Runtime.version().toString())
                        .mimetype("text/x-java-source")
                        .fileExtension(".jshell")
                        .pygments("java")
                        .codemirror("text/x-java")
                        .build(),
                List.of(),
                null,
                new JupyterIO(StandardCharsets.UTF_8),
                new CommManager(),
                new Renderer(),
                null,
                null,
                false,
                new StringStyler.Builder().build());
        this.evaluator = evaluator;
    }

    /**
     * Overridden because the library's own replaces System.out for each request, and takes it away from the threads
     * that outlive it: here each cell publishes under its own request, however late.
     */
    @Override
    protected synchronized void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        commManager.setMessageContext(message);
        ExecuteRequest request = message.getContent();
        boolean silent = request.isSilent();
        boolean stored = request.shouldStoreHistory() && !silent;
        int count = stored ? executionCount.getAndIncrement() : executionCount.get();
        env.setBusyDeferIdle();
        if (!silent) {
            env.publish(new PublishExecuteInput(request.getCode(), count));
        }
        Outcome outcome = evaluator.run(request.getCode(), silent ? Sink.none() : new Published(env));
        String text = outcome.value().map(Outcome.Value::text).orElse("");
        if (stored) {
            history.add(count, request.getCode(), text);
        }
        if (!silent && !text.isEmpty()) {
            env.publish(new PublishExecuteResult(count, new DisplayData(text)));
        }
        if (outcome.failure().isEmpty()) {
            env.defer().reply(new ExecuteReply(count, Map.of()));
            return;
        }
        List<Message<?>> waiting = request.shouldStopOnError() ? waiting(env.getShell()) : List.of();
        fail(env, outcome.failure().get(), count, silent);
        env.resolveDeferrals();
        waiting.forEach(each -> abort((ShellChannel) env.getShell(), each));
    }

    private static void fail(ShellReplyEnvironment env, Outcome.Failure failure, int count, boolean silent) {
        String value = "line " + failure.line() + (failure.message().isEmpty() ? "" : ": " + failure.message());
        List<String> trace = failure.report();
        if (!silent) {
            env.publish(new PublishError(failure.kind(), value, trace));
        }
        ErrorReply error = new ErrorReply(failure.kind(), value, trace);
        error.setExecutionCount(count);
        env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), error);
    }

    /**
     * The requests that were sent before anybody could know that a cell has failed. Called on the channel's own thread,
     * which nobody else may read it on.
     */
    private static List<Message<?>> waiting(JupyterSocket shell) {
        List<Message<?>> found = new ArrayList<>();
        long end = System.nanoTime() + ON_THEIR_WAY_NANOS;
        while (System.nanoTime() < end) {
            if ((shell.getEvents() & ZMQ.Poller.POLLIN) == 0) {
                LockSupport.parkNanos(1_000_000);
                continue;
            }
            try {
                found.add(shell.readMessage());
            } catch (RuntimeException failed) {
                // No message of the protocol: there is nothing to answer.
            }
        }
        return found;
    }

    /** Cells that wait behind one that has failed do not run; whatever else was asked for is answered. */
    private void abort(ShellChannel shell, Message<?> message) {
        ShellReplyEnvironment env = connection.prepareReplyEnv(shell, message);
        if (message.getHeader().getType() == MessageType.EXECUTE_REQUEST) {
            env.setBusyDeferIdle();
            env.reply(answer(message, MessageType.EXECUTE_REPLY, Map.of("status", "aborted")));
            env.resolveDeferrals();
            return;
        }
        handle(env, message);
        env.resolveDeferrals();
        if (env.isMarkedForShutdown()) {
            connection.close();
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void handle(ShellReplyEnvironment env, Message message) {
        ShellHandler handler = connection.getHandler(message.getHeader().getType());
        if (handler != null) {
            handler.handle(env, message);
        }
    }

    /** An answer in the protocol's words, where the library's own differ from them. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Message<?> answer(Message<?> request, MessageType<?> type, Map<String, ?> content) {
        return new Message(request, type, content);
    }

    /** Overridden because the library's own answer has its entries as objects, and no status. */
    @Override
    protected void handleHistoryRequest(ShellReplyEnvironment env, Message<HistoryRequest> message) {
        env.setBusyDeferIdle();
        List<List<Object>> found = history.answer(message.getContent());
        env.reply(answer(message, MessageType.HISTORY_REPLY, Map.of("status", "ok", "history", found)));
    }

    @Override
    public void becomeHandlerForConnection(JupyterConnection opened) {
        connection = opened;
        super.becomeHandlerForConnection(opened);
    }

    /**
     * A cell's output as messages that name its request, so that they reach that cell also after it has ended. They go
     * to the channel itself, because an environment is for the thread that answers the request alone.
     */
    private record Published(ShellReplyEnvironment env) implements Sink {
        @Override
        public void text(Stream stream, String text) {
            StreamType type = stream == Stream.OUT ? StreamType.OUT : StreamType.ERR;
            send(new PublishStream(type, text));
        }

        @Override
        public void display(String id, Map<String, String> mimeBundle, boolean update) {
            DisplayData data = new DisplayData();
            mimeBundle.forEach((type, text) -> {
                boolean isPicture = type.equals(SVG);
                if (isPicture) data.putData("text/html", SvgImage.html(text));
                // A picture that moves would come twice, ten times a second: Jupyter drops what exceeds 1 MB a second.
                if (!isPicture || !update) data.putData(type, text);
            });
            data.setDisplayId(id);
            if (update) {
                send(new PublishUpdateDisplayData(data));
            } else {
                send(new PublishDisplayData(data));
            }
        }

        @Override
        public boolean isWatched() {
            return true;
        }

        private <T extends ContentType<T>> void send(T content) {
            env.getIopub().sendMessage(new Message<>(env.getContext(), content.getType(), content));
        }
    }

    @Override
    public Object evalRaw(String source) {
        return evaluator
                .run(source, Sink.none())
                .value()
                .map(Outcome.Value::object)
                .orElse(null);
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        int cursor = offset(code, at);
        return asked(() -> evaluator.inspect(code, cursor))
                .map(DisplayData::new)
                .orElse(null);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        int cursor = offset(code, at);
        Completion completion = asked(() -> evaluator.complete(code, cursor));
        return new ReplacementOptions(
                completion.candidates(), code.codePointCount(0, completion.start()), code.codePointCount(0, cursor));
    }

    /** Jupyter counts characters, and Java halves of them. */
    private static int offset(String code, int characters) {
        return code.offsetByCodePoints(0, Math.max(0, Math.min(characters, code.codePointCount(0, code.length()))));
    }

    /** An error would end the channel's thread, and with it the kernel; an exception is an answer. */
    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (Error failed) {
            throw new IllegalStateException("the compiler cannot tell: " + failed, failed);
        }
    }

    @Override
    public String isComplete(String code) {
        try {
            return evaluator.isComplete(code) ? IS_COMPLETE_YES : "    ";
        } catch (RuntimeException | Error failed) {
            return IS_COMPLETE_MAYBE;
        }
    }

    @Override
    public void interrupt() {
        evaluator.interrupt();
    }

    @Override
    public void onShutdown(boolean isRestarting) {
        evaluator.close();
        super.onShutdown(isRestarting);
    }
}
