package raftbook.book.exam;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a printed part of a run as a student does, and finds what must not happen in it: the second opinion on which rule is
 * broken. It knows nothing but the text; where that leaves something open, it finds nothing.
 */
final class TraceReader {

    private static final Pattern GETS = Pattern.compile("(\\S+) gets from (\\S+): (.*)");
    private static final Pattern ANSWERS = Pattern.compile("(\\S+) answers (\\S+): (.*), term (\\d+)");
    private static final Pattern IS_NOW = Pattern.compile("(\\S+) is now (\\S+), term (\\d+)");
    private static final Pattern APPENDS =
            Pattern.compile("(\\S+) appends (\\d+)\\.\\.(\\d+), the last of term (\\d+)");
    private static final Pattern DROPS = Pattern.compile("(\\S+) drops its log from (\\d+) on");
    private static final Pattern COMMITS = Pattern.compile("(\\S+) commits up to (\\d+)");
    private static final Pattern REQUEST_VOTE = Pattern.compile("RequestVote term (\\d+), log ends at (\\d+)@(\\d+)");
    private static final Pattern APPEND_ENTRIES =
            Pattern.compile("AppendEntries term (\\d+), after (\\d+)@(\\d+), entries (.*), commit (\\d+)");
    private static final Pattern ANY_TERM = Pattern.compile("term (\\d+)");

    /** A request that a server has got and not yet answered. */
    private static final class Request {
        private boolean stale;
        private boolean append;
        private int index;
        private int term;
        private List<Integer> entries = List.of();
        private int commit;
        private boolean fits;
    }

    private static final class Server {
        private String role;
        private int term;
        private String vote;
        /** Who has got its vote of this term before our eyes: more than one, if it votes twice. */
        private final Set<String> votedFor = new HashSet<>();

        private final List<Integer> log = new ArrayList<>();
        private Request request;
        /** Whether it has got a vote of an older term: whether it counts that, the text does not say. */
        private boolean oldVote;

        private void meet(int other) {
            if (other <= term) return;
            term = other;
            vote = "-";
            votedFor.clear();
            role = "follower";
        }

        private int termAt(int index) {
            return index < 1 || index > log.size() ? 0 : log.get(index - 1);
        }
    }

    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Map<Fault, Integer> found = new EnumMap<>(Fault.class);
    private int line;

    private TraceReader() {}

    /** What must not happen, and the line in which it is first seen. */
    static Map<Fault, Integer> read(Excerpt excerpt) {
        TraceReader reader = new TraceReader();
        excerpt.states().lines().skip(1).forEach(reader::begin);
        excerpt.lines().lines().map(each -> each.substring(4)).forEach(reader::follow);
        return reader.found;
    }

    private void begin(String row) {
        String[] cells = row.split(" {2,}");
        Server server = new Server();
        server.role = cells[1];
        server.term = Integer.parseInt(cells[2]);
        server.vote = cells[3];
        if (!cells[5].equals("-")) for (String term : cells[5].split(" ")) server.log.add(Integer.parseInt(term));
        servers.put(cells[0], server);
    }

    private void follow(String text) {
        line++;
        Matcher m;
        if ((m = GETS.matcher(text)).matches()) gets(servers.get(m.group(1)), m.group(3));
        else if ((m = ANSWERS.matcher(text)).matches()) answers(m);
        else if ((m = IS_NOW.matcher(text)).matches()) isNow(m.group(1), m.group(2), Integer.parseInt(m.group(3)));
        else if ((m = APPENDS.matcher(text)).matches()) appends(m);
        else if ((m = DROPS.matcher(text)).matches()) drops(servers.get(m.group(1)), Integer.parseInt(m.group(2)));
        else if ((m = COMMITS.matcher(text)).matches()) commits(m.group(1), Integer.parseInt(m.group(2)));
        else throw new IllegalStateException("line " + line + " cannot be read: " + text);
    }

    private void find(Fault fault) {
        found.putIfAbsent(fault, line);
    }

    private void gets(Server server, String message) {
        Matcher term = ANY_TERM.matcher(message);
        if (!term.find()) throw new IllegalStateException("line " + line + ": no term in " + message);
        int theirs = Integer.parseInt(term.group(1));
        Request request = new Request();
        request.stale = theirs < server.term;
        server.oldVote |= request.stale && message.startsWith("vote granted");
        server.meet(theirs);
        Matcher vote = REQUEST_VOTE.matcher(message);
        Matcher append = APPEND_ENTRIES.matcher(message);
        if (vote.matches()) {
            request.index = Integer.parseInt(vote.group(2));
            request.term = Integer.parseInt(vote.group(3));
            int mine = server.termAt(server.log.size());
            request.fits = request.term > mine || request.term == mine && request.index >= server.log.size();
            server.request = request;
        } else if (append.matches()) {
            request.append = true;
            request.index = Integer.parseInt(append.group(2));
            request.term = Integer.parseInt(append.group(3));
            request.entries = terms(append.group(4));
            request.commit = Integer.parseInt(append.group(5));
            request.fits = request.index <= server.log.size() && server.termAt(request.index) == request.term;
            server.request = request;
        }
    }

    private static List<Integer> terms(String entries) {
        List<Integer> terms = new ArrayList<>();
        if (entries.equals("none")) return terms;
        for (String entry : entries.split(" ")) terms.add(Integer.parseInt(entry.split("@")[1]));
        return terms;
    }

    private void answers(Matcher m) {
        Server server = servers.get(m.group(1));
        Request request = server.request;
        boolean yes = m.group(3).startsWith("vote granted") || m.group(3).startsWith("success");
        if (Integer.parseInt(m.group(4)) < server.term) find(Fault.TERM_KEPT);
        else if (yes && request != null && request.stale) find(Fault.OLD_MESSAGE);
        else if (yes && request != null && request.append) checkLog(server, request);
        else if (yes && request != null) checkVote(server, request, m.group(2));
        server.request = null;
    }

    private void checkVote(Server server, Request request, String candidate) {
        server.votedFor.add(candidate);
        if (!request.fits) find(Fault.VOTE_FOR_OLD_LOG);
        if (!server.vote.equals("-") && !server.vote.equals(candidate)) find(Fault.TWO_VOTES);
        else server.vote = candidate;
    }

    private void checkLog(Server server, Request request) {
        if (!request.fits) {
            find(Fault.GAP);
            return;
        }
        for (int i = 0; i < request.entries.size(); i++) {
            if (server.termAt(request.index + 1 + i) != request.entries.get(i)) find(Fault.CONFLICT_KEPT);
        }
    }

    private void isNow(String name, String role, int term) {
        Server server = servers.get(name);
        if (term < server.term || term == server.term && role.equals("candidate")) find(Fault.TERM_KEPT);
        boolean deposed = term == server.term && server.role.equals("leader") && role.equals("follower");
        if (deposed && server.request != null && server.request.stale) find(Fault.OLD_MESSAGE);
        server.meet(term);
        server.role = role;
        if (role.equals("candidate")) server.vote = name;
        if (!role.equals("leader")) return;
        long votes = servers.values().stream()
                .filter(each -> each.term > term
                        || each.term == term && (each.vote.equals(name) || each.votedFor.contains(name)))
                .count();
        if (2 * votes <= servers.size() && !server.oldVote) find(Fault.NO_MAJORITY);
    }

    private void appends(Matcher m) {
        Server server = servers.get(m.group(1));
        int last = Integer.parseInt(m.group(3));
        int lastTerm = Integer.parseInt(m.group(4));
        for (int index = Integer.parseInt(m.group(2)); index <= last; index++) {
            int place = server.request == null ? -1 : index - server.request.index - 1;
            boolean told = !server.role.equals("leader") && place >= 0 && place < server.request.entries.size();
            server.log.add(told ? server.request.entries.get(place) : lastTerm);
        }
    }

    private void drops(Server server, int from) {
        Request request = server.request;
        int place = request == null ? -1 : from - request.index - 1;
        boolean told = place >= 0 && place < request.entries.size();
        if (told && request.entries.get(place) == server.termAt(from)) find(Fault.NEEDLESS_CUT);
        while (server.log.size() >= from) server.log.remove(server.log.size() - 1);
    }

    private void commits(String name, int index) {
        Server server = servers.get(name);
        if (server.role.equals("leader")) {
            int term = server.termAt(index);
            if (term != server.term) find(Fault.OLD_ENTRY);
            long copies = servers.values().stream()
                    .filter(each -> each.termAt(index) == term)
                    .count();
            if (2 * copies <= servers.size()) find(Fault.TOO_FEW_COPIES);
        } else if (server.request != null && !server.request.stale && server.request.append) {
            int reach = server.request.index + server.request.entries.size();
            if (index > Math.min(server.request.commit, reach)) find(Fault.COMMIT_TOO_FAR);
        }
    }
}
