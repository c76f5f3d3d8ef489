------------------------------- MODULE Trace -------------------------------
(***************************************************************************)
(* Is this run one that Raft.tla allows? A run is a sequence of events, as *)
(* the trace has them. Each must be a step of the specification; the first *)
(* that is none ends it, and TLC calls that a deadlock.                    *)
(*                                                                         *)
(* A server takes in what waits, and only then is looked at. So taking in  *)
(* a message is the step itself, while the events that follow show what    *)
(* has come of it: they must show what the specification says. Before a    *)
(* server sends anything, all must have been shown.                        *)
(*                                                                         *)
(* Runs comes from the module that was written for the run, and for each   *)
(* run Pasts says how it began. One event is                               *)
(*   <<"Sent", from, to, message>>                                         *)
(*   <<"Received", to, k>>            the message of event k               *)
(*   <<"Became", server, role, term>>  <<"Voted", server, candidate, term>>*)
(*   <<"Appended", server, first, last, term>>  <<"Truncated", server, from>> *)
(*   <<"Committed", server, index>>  <<"Applied", server, index>>          *)
(*   <<"Stopped", server>>                                                 *)
(***************************************************************************)
EXTENDS Raft, Runs, TLC

VARIABLES
    run,    \* which of the runs this is
    next,   \* its event that comes next
    seen,   \* of each server: what the events have shown of it
    cuts    \* of each server: from where its log was cut since it was looked at

all == <<vars, run, next, seen, cuts>>

Unseen == [role |-> "FOLLOWER", term |-> 0, vote |-> Nobody, length |-> 0, commit |-> 0, applied |-> 0, up |-> TRUE]

TraceInit ==
    /\ run \in 1..Len(Runs)
    /\ InitAfter(Pasts[run].term, Pasts[run].log)
    /\ next = 1
    /\ seen = [i \in Servers |-> Unseen]
    /\ cuts = [i \in Servers |-> {}]

Event == Runs[run][next]
Is(kind) == next <= Len(Runs[run]) /\ Event[1] = kind /\ next' = next + 1 /\ UNCHANGED run

IsShown(i) ==
    /\ seen[i].role = role[i]
    /\ seen[i].term = currentTerm[i]
    /\ seen[i].vote = votedFor[i]
    /\ seen[i].length = Len(log[i])
    /\ seen[i].commit = commitIndex[i]

(* A message cannot be taken in that nobody has sent. *)
Received ==
    /\ Is("Received")
    /\ Event[3] # 0
    /\ LET i == Event[2]
           sent == Runs[run][Event[3]]
       IN /\ seen[i].up
          /\ sent[3] = i
          /\ Take(i, sent[2], sent[4])
          /\ cuts' = IF Len(log'[i]) < Len(log[i]) \/ SubSeq(log'[i], 1, Len(log[i])) # log[i]
                     THEN [cuts EXCEPT ![i] = @ \cup {sent[4].prevLogIndex + FirstNew(log[i], sent[4])}]
                     ELSE cuts
          /\ UNCHANGED seen

Sent ==
    /\ Is("Sent")
    /\ seen[Event[2]].up
    /\ IsShown(Event[2])
    /\ Send(Event[2], Event[3], Event[4])
    /\ UNCHANGED <<seen, cuts>>

(* A server's role has changed: because it stood for election, or won one, or by a message
   that it has taken in. *)
Became ==
    /\ Is("Became")
    /\ LET i == Event[2]
       IN /\ seen[i].up
          /\ CASE Event[3] = "CANDIDATE" -> Timeout(i)
               [] Event[3] = "LEADER" -> BecomeLeader(i)
               [] Event[3] = "FOLLOWER" -> UNCHANGED vars
          /\ role'[i] = Event[3]
          /\ currentTerm'[i] = Event[4]
          /\ seen' = [seen EXCEPT ![i].role = Event[3], ![i].term = Event[4],
                                  ![i].vote = IF Event[4] = seen[i].term THEN @ ELSE Nobody]
          /\ UNCHANGED cuts

Voted ==
    /\ Is("Voted")
    /\ seen[Event[2]].up
    /\ votedFor[Event[2]] = Event[3]
    /\ currentTerm[Event[2]] = Event[4]
    /\ seen' = [seen EXCEPT ![Event[2]].vote = Event[3]]
    /\ UNCHANGED <<vars, cuts>>

Truncated ==
    /\ Is("Truncated")
    /\ Event[3] \in cuts[Event[2]]
    /\ seen' = [seen EXCEPT ![Event[2]].length = Event[3] - 1]
    /\ cuts' = [cuts EXCEPT ![Event[2]] = @ \ {Event[3]}]
    /\ UNCHANGED vars

(* What is new in a leader's log came from clients; in a follower's, from the leader. *)
Appended ==
    /\ Is("Appended")
    /\ LET i == Event[2]
           missing == IF Event[4] > Len(log[i]) THEN Event[4] - Len(log[i]) ELSE 0
       IN /\ seen[i].up
          /\ IF missing = 0 THEN UNCHANGED vars ELSE Request(i, missing)
          /\ Event[3] = seen[i].length + 1
          /\ log'[i][Event[4]] = Event[5]
          /\ seen' = [seen EXCEPT ![i].length = Event[4]]
    /\ UNCHANGED cuts

Committed ==
    /\ Is("Committed")
    /\ LET i == Event[2]
       IN /\ seen[i].up
          /\ IF Event[3] = commitIndex[i] THEN UNCHANGED vars ELSE Commit(i, Event[3])
          /\ seen' = [seen EXCEPT ![i].commit = Event[3]]
    /\ UNCHANGED cuts

Applied ==
    /\ Is("Applied")
    /\ LET i == Event[2]
       IN /\ Event[3] \in (seen[i].applied + 1)..seen[i].commit
          /\ seen' = [seen EXCEPT ![i].applied = Event[3]]
    /\ UNCHANGED <<vars, cuts>>

Stopped ==
    /\ Is("Stopped")
    /\ seen' = [seen EXCEPT ![Event[2]].up = FALSE]
    /\ UNCHANGED <<vars, cuts>>

TraceNext ==
    \/ Received \/ Sent \/ Became \/ Voted \/ Truncated \/ Appended \/ Committed \/ Applied \/ Stopped

TraceSpec == TraceInit /\ [][TraceNext]_all

---------------------------------------------------------------------------
(* Said once for each run: how far it came, and what its servers were then. *)

State(i) == <<i, role[i], currentTerm[i], votedFor[i], log[i], commitIndex[i], matchIndex[i], IsShown(i)>>

Tell == ENABLED TraceNext \/ PrintT("RUN " \o ToString(<<run, next, {State(i) : i \in Servers}>>))
===========================================================================
