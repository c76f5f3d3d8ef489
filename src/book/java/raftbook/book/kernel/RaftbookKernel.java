package raftbook.book.kernel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
import raftbook.book.eval.Completion;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Outcome;
import raftbook.book.eval.Sink;
import raftbook.book.notebook.SvgImage;

/** The evaluator as a Jupyter kernel. The protocol is the library's; what a cell does is the evaluator's. */
final class RaftbookKernel extends BaseKernel {

    private final Evaluator evaluator;

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
        String code = message.getContent().getCode();
        int count = executionCount.getAndIncrement();
        env.setBusyDeferIdle();
        env.publish(new PublishExecuteInput(code, count));
        Outcome outcome = evaluator.run(code, new Published(env));
        outcome.value()
                .filter(value -> !value.text().isEmpty())
                .ifPresent(value -> env.publish(new PublishExecuteResult(count, new DisplayData(value.text()))));
        if (outcome.failure().isEmpty()) {
            env.defer().reply(new ExecuteReply(count, Map.of()));
            return;
        }
        Outcome.Failure failure = outcome.failure().get();
        String value = "line " + failure.line() + (failure.message().isEmpty() ? "" : ": " + failure.message());
        List<String> trace = failure.report();
        env.publish(new PublishError(failure.kind(), value, trace));
        ErrorReply error = new ErrorReply(failure.kind(), value, trace);
        error.setExecutionCount(count);
        env.defer().replyError(ExecuteReply.MESSAGE_TYPE.error(), error);
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
            mimeBundle.forEach(data::putData);
            String svg = mimeBundle.get("image/svg+xml");
            if (svg != null) data.putData("text/html", SvgImage.html(svg));
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
        return evaluator
                .inspect(code, Math.min(at, code.length()))
                .map(DisplayData::new)
                .orElse(null);
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        int cursor = Math.min(at, code.length());
        Completion completion = evaluator.complete(code, cursor);
        return new ReplacementOptions(completion.candidates(), completion.start(), cursor);
    }

    @Override
    public String isComplete(String code) {
        return evaluator.isComplete(code) ? IS_COMPLETE_YES : "    ";
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
