#!/usr/bin/env bash
# jjava-jupyter 1.0-a6 (org.dflib.jjava, Maven Central), the protocol library under the Java kernel JJava: its answer to
# Jupyter's history_request has another form than the protocol asks for. Jupyter's messaging protocol wants
# {"status": "ok", "history": [[session, line, input], ...]}. A HistoryReply, sent through the library's own
# JupyterSocket, leaves as
#
#   {"history":[{"session":1,"cellNumber":2,"input":"int x \u003d 3;"}]}
#
# without a status, and with objects for lists, although the library has a HistoryEntryAdapter that writes the lists:
# the adapter is registered with the Gson that reads replies, and not with the one that writes them. A good guess would be
# that a kernel which returns a HistoryManager gets a console's history to work; clients find no status and no tuples.
#
# Needs Maven and a JDK from 17 on. Fails if the behaviour changes.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.dflib.jjava</groupId>
      <artifactId>jjava-jupyter</artifactId>
      <version>1.0-a6</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -ntp -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >SendHistory.java <<'JAVA'
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.messages.HMACGenerator;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.reply.HistoryReply;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

class SendHistory {
    static class Kernel extends JupyterSocket {
        Kernel(ZMQ.Context context) {
            super(context, SocketType.PAIR, HMACGenerator.NO_AUTH_INSTANCE, LoggerFactory.getLogger("kernel"));
        }

        @Override
        public void bind(KernelConnectionProperties properties) {}
    }

    public static void main(String[] arguments) {
        ZMQ.Context context = ZMQ.context(1);
        ZMQ.Socket client = context.socket(SocketType.PAIR);
        client.bind("inproc://shell");
        client.setReceiveTimeOut(10_000);
        Kernel kernel = new Kernel(context);
        kernel.connect("inproc://shell");
        HistoryReply reply = new HistoryReply(List.of(new HistoryEntry(1, 2, "int x = 3;", null)));
        kernel.sendMessage(new Message<>(new Header<>(HistoryReply.MESSAGE_TYPE), reply));
        String frame = client.recvStr();
        String last = frame;
        while (client.hasReceiveMore()) last = client.recvStr();   // the content is the last of the frames
        System.out.println(last);
        System.exit(0);
    }
}
JAVA
seen=$(java -cp 'lib/*' SendHistory.java 2>/dev/null)
echo "content of history_reply: $seen"
[ "$seen" = '{"history":[{"session":1,"cellNumber":2,"input":"int x \u003d 3;"}]}' ]
