package raftbook.check;

/** What must hold at every moment of every run, whatever is lost, late or stopped (Figure 3, and what it rests on). */
public enum Invariant {
    ELECTION_SAFETY("Election Safety", "a term has at most one leader (§5.2)"),
    ONE_VOTE("One Vote", "a server votes for at most one candidate in a term (§5.2)"),
    LEADER_APPEND_ONLY("Leader Append-Only", "a leader never drops or changes an entry of its own log (§5.3)"),
    LOG_MATCHING("Log Matching", "logs with the same entry at an index are equal up to it (§5.3)"),
    LEADER_COMPLETENESS("Leader Completeness", "what is committed is in the log of every later leader (§5.4)"),
    STATE_MACHINE_SAFETY(
            "State Machine Safety", "no two servers commit or apply different entries at an index (§5.4.3)"),
    MAJORITY("Committed on a Majority", "a committed entry is, and stays, in the logs of a majority (§5.3)"),
    MONOTONIC(
            "Never Back",
            "terms, commitIndex and lastApplied only grow, and lastApplied never runs ahead of commitIndex (Figure 2)"),
    LINEARIZABILITY("Linearizability", "every answer fits one order of all requests (§8)"),
    PROGRESS("Progress", "once a majority can talk again, a leader emerges and writes succeed (§5.6)"),
    PROGRESS_UNDER_LOSS("Progress under Loss", "the same, while one message in ten is lost"),
    TIME_PASSES("Time Passes", "no server is busy for ever without letting time pass"),
    NO_CRASH("No Crash", "whatever a server receives, it goes on");

    private final String title;
    private final String meaning;

    Invariant(String title, String meaning) {
        this.title = title;
        this.meaning = meaning;
    }

    /** Its name, as the paper has it where the paper has one. */
    public String title() {
        return title;
    }

    /** What it says, and where the paper says so. */
    public String meaning() {
        return meaning;
    }
}
