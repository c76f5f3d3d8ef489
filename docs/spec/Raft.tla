------------------------------- MODULE Raft -------------------------------
(***************************************************************************)
(* What servers may do by the paper's Figure 2, as this book's servers do  *)
(* it: a new leader begins with an entry of its own, and several messages  *)
(* may be under way to one follower. Nothing here says how it is done. The *)
(* Java code says that, and Trace.tla asks whether it did what is allowed; *)
(* Small.tla asks whether what is allowed keeps the paper's promises.      *)
(*                                                                         *)
(* How to read it: a variable with a prime is its value in the next state. *)
(* An action is a formula about this state and the next one; what stands   *)
(* in front of the primes is when it may happen. /\ is "and", \/ is "or".  *)
(* f[i] is what f has for server i, and [f EXCEPT ![i] = x] is f with x    *)
(* there.                                                                  *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Servers, Nobody

VARIABLES
    currentTerm,  \* of each server: the highest term it has seen
    role,         \* follower, candidate or leader
    votedFor,     \* whom it has voted for in its term, or Nobody
    votes,        \* a candidate's: who has voted for it
    log,          \* the terms of its entries; what they say, Raft never asks
    commitIndex,  \* how much of its log it knows to be committed
    matchIndex,   \* a leader's: for each follower, up to where the logs are known to be equal
    owed          \* the answers that it has made and not sent yet, the oldest first

vars == <<currentTerm, role, votedFor, votes, log, commitIndex, matchIndex, owed>>

Max(a, b) == IF a > b THEN a ELSE b
Min(a, b) == IF a < b THEN a ELSE b

LastTerm(entries) == IF Len(entries) = 0 THEN 0 ELSE entries[Len(entries)]
TermAt(entries, index) == IF index = 0 THEN 0 ELSE entries[index]

IsMajority(some) == 2 * Cardinality(some) > Cardinality(Servers)

(* A cluster may have a past: the term that all servers have reached, and their logs. *)
InitAfter(term, logs) ==
    /\ currentTerm = [i \in Servers |-> term]
    /\ role = [i \in Servers |-> "FOLLOWER"]
    /\ votedFor = [i \in Servers |-> Nobody]
    /\ votes = [i \in Servers |-> {}]
    /\ log = logs
    /\ commitIndex = [i \in Servers |-> 0]
    /\ matchIndex = [i \in Servers |-> [j \in Servers |-> 0]]
    /\ owed = [i \in Servers |-> <<>>]

Init == InitAfter(0, [i \in Servers |-> <<>>])

---------------------------------------------------------------------------
(* What a server does of itself. *)

(* The election timer fires: a new term, in which it votes for itself (section 5.2). When it
   fires is not said, for safety must not depend on it. *)
Timeout(i) ==
    /\ role[i] # "LEADER"
    /\ currentTerm' = [currentTerm EXCEPT ![i] = @ + 1]
    /\ role' = [role EXCEPT ![i] = "CANDIDATE"]
    /\ votedFor' = [votedFor EXCEPT ![i] = i]
    /\ votes' = [votes EXCEPT ![i] = {i}]
    /\ UNCHANGED <<log, commitIndex, matchIndex, owed>>

(* A majority has voted for it. It begins with an entry of its own term, since only such an
   entry can be counted (section 8), and knows of nobody's log (section 5.3). *)
BecomeLeader(i) ==
    /\ role[i] = "CANDIDATE"
    /\ IsMajority(votes[i])
    /\ role' = [role EXCEPT ![i] = "LEADER"]
    /\ log' = [log EXCEPT ![i] = Append(@, currentTerm[i])]
    /\ matchIndex' = [matchIndex EXCEPT ![i] = [j \in Servers |-> 0]]
    /\ UNCHANGED <<currentTerm, votedFor, votes, commitIndex, owed>>

(* Clients have brought so many commands. *)
Request(i, count) ==
    /\ role[i] = "LEADER"
    /\ log' = [log EXCEPT ![i] = @ \o [k \in 1..count |-> currentTerm[i]]]
    /\ UNCHANGED <<currentTerm, role, votedFor, votes, commitIndex, matchIndex, owed>>

(* An entry of the leader's own term that is stored on a majority is committed, and with it all
   before it (sections 5.3 and 5.4.2). *)
Commit(i, index) ==
    /\ role[i] = "LEADER"
    /\ index \in (commitIndex[i] + 1)..Len(log[i])
    /\ log[i][index] = currentTerm[i]
    /\ IsMajority({i} \cup {j \in Servers : matchIndex[i][j] >= index})
    /\ commitIndex' = [commitIndex EXCEPT ![i] = index]
    /\ UNCHANGED <<currentTerm, role, votedFor, votes, log, matchIndex, owed>>

---------------------------------------------------------------------------
(* What a server does when it takes in a message m from server j.            *)
(* Whatever it is, a higher term is adopted first (section 5.1): these four  *)
(* say what a server is after that.                                          *)

IsNewTerm(i, m) == m.term > currentTerm[i]
TermAfter(i, m) == Max(currentTerm[i], m.term)
RoleAfter(i, m) == IF IsNewTerm(i, m) THEN "FOLLOWER" ELSE role[i]
VoteAfter(i, m) == IF IsNewTerm(i, m) THEN Nobody ELSE votedFor[i]

Adopt(i, m) == currentTerm' = [currentTerm EXCEPT ![i] = TermAfter(i, m)]

(* Up to date is the log whose last term is later or, if these are equal, that is longer
   (section 5.4.1). *)
IsUpToDate(i, m) ==
    \/ m.lastLogTerm > LastTerm(log[i])
    \/ m.lastLogTerm = LastTerm(log[i]) /\ m.lastLogIndex >= Len(log[i])

TakeRequestVote(i, j, m) ==
    LET grant == /\ m.term = TermAfter(i, m)
                 /\ VoteAfter(i, m) \in {Nobody, j}
                 /\ IsUpToDate(i, m)
        reply == [type |-> "RequestVoteReply", to |-> j, term |-> TermAfter(i, m), voteGranted |-> grant]
    IN /\ Adopt(i, m)
       /\ role' = [role EXCEPT ![i] = RoleAfter(i, m)]
       /\ votedFor' = [votedFor EXCEPT ![i] = IF grant THEN j ELSE VoteAfter(i, m)]
       /\ owed' = [owed EXCEPT ![i] = Append(@, reply)]
       /\ UNCHANGED <<votes, log, commitIndex, matchIndex>>

(* A vote counts in the term for which it was given, and once. *)
TakeRequestVoteReply(i, j, m) ==
    LET counts == /\ role[i] = "CANDIDATE"
                  /\ m.term = currentTerm[i]
                  /\ m.voteGranted
    IN /\ Adopt(i, m)
       /\ role' = [role EXCEPT ![i] = RoleAfter(i, m)]
       /\ votedFor' = [votedFor EXCEPT ![i] = VoteAfter(i, m)]
       /\ votes' = [votes EXCEPT ![i] = IF counts THEN @ \cup {j} ELSE @]
       /\ UNCHANGED <<log, commitIndex, matchIndex, owed>>

(* The first of the new entries that is missing or contradicts what is there; one past the
   last if there is none such. *)
FirstNew(entries, m) ==
    LET differs == {k \in 1..Len(m.entries) :
            \/ m.prevLogIndex + k > Len(entries)
            \/ entries[m.prevLogIndex + k] # m.entries[k]}
    IN IF differs = {} THEN Len(m.entries) + 1 ELSE CHOOSE k \in differs : \A other \in differs : k <= other

(* A log with the leader's entries in it. What contradicts them goes, with all behind it; what
   only follows them stays, for the message may be an old one (section 5.3). *)
With(entries, m) ==
    LET k == FirstNew(entries, m)
    IN IF k > Len(m.entries) THEN entries
       ELSE SubSeq(entries, 1, m.prevLogIndex + k - 1) \o SubSeq(m.entries, k, Len(m.entries))

TakeAppendEntries(i, j, m) ==
    LET isLeaders == m.term = TermAfter(i, m)
        fits == /\ isLeaders
                /\ m.prevLogIndex <= Len(log[i])
                /\ TermAt(log[i], m.prevLogIndex) = m.prevLogTerm
        last == m.prevLogIndex + Len(m.entries)
        reply == [type |-> "AppendEntriesReply", to |-> j, term |-> TermAfter(i, m), success |-> fits,
                  matchIndex |-> IF fits THEN last ELSE 0, sequence |-> m.sequence]
    IN /\ ~(isLeaders /\ RoleAfter(i, m) = "LEADER")  \* there are no two leaders in a term
       /\ Adopt(i, m)
       /\ role' = [role EXCEPT ![i] = IF isLeaders THEN "FOLLOWER" ELSE @]
       /\ votedFor' = [votedFor EXCEPT ![i] = VoteAfter(i, m)]
       /\ log' = [log EXCEPT ![i] = IF fits THEN With(@, m) ELSE @]
       /\ commitIndex' = [commitIndex EXCEPT ![i] = IF fits THEN Max(@, Min(m.leaderCommit, last)) ELSE @]
       /\ owed' = [owed EXCEPT ![i] = Append(@, reply)]
       /\ UNCHANGED <<votes, matchIndex>>

(* What a follower has of the leader's log it goes on having, for as long as the term lasts. *)
TakeAppendEntriesReply(i, j, m) ==
    LET counts == /\ role[i] = "LEADER"
                  /\ m.term = currentTerm[i]
                  /\ m.success
    IN /\ Adopt(i, m)
       /\ role' = [role EXCEPT ![i] = RoleAfter(i, m)]
       /\ votedFor' = [votedFor EXCEPT ![i] = VoteAfter(i, m)]
       /\ matchIndex' = [matchIndex EXCEPT ![i][j] = IF counts THEN Max(@, m.matchIndex) ELSE @]
       /\ UNCHANGED <<votes, log, commitIndex, owed>>

Take(i, j, m) ==
    CASE m.type = "RequestVote" -> TakeRequestVote(i, j, m)
      [] m.type = "RequestVoteReply" -> TakeRequestVoteReply(i, j, m)
      [] m.type = "AppendEntries" -> TakeAppendEntries(i, j, m)
      [] m.type = "AppendEntriesReply" -> TakeAppendEntriesReply(i, j, m)

---------------------------------------------------------------------------
(* What a server may send to server j. *)

MayAskForVote(i, m) ==
    /\ role[i] = "CANDIDATE"
    /\ m.term = currentTerm[i]
    /\ m.lastLogIndex = Len(log[i])
    /\ m.lastLogTerm = LastTerm(log[i])

(* Any part of its log, however much of it is under way already; none is a heartbeat. *)
MayAppend(i, m) ==
    /\ role[i] = "LEADER"
    /\ m.term = currentTerm[i]
    /\ m.prevLogIndex + Len(m.entries) <= Len(log[i])
    /\ m.prevLogTerm = TermAt(log[i], m.prevLogIndex)
    /\ m.entries = SubSeq(log[i], m.prevLogIndex + 1, m.prevLogIndex + Len(m.entries))
    /\ m.leaderCommit <= commitIndex[i]

Send(i, j, m) ==
    \/ /\ m.type = "RequestVote" /\ MayAskForVote(i, m)
       /\ UNCHANGED vars
    \/ /\ m.type = "AppendEntries" /\ MayAppend(i, m)
       /\ UNCHANGED vars
    \/ /\ m.type \in {"RequestVoteReply", "AppendEntriesReply"}
       /\ Len(owed[i]) > 0 /\ m = Head(owed[i])
       /\ owed' = [owed EXCEPT ![i] = Tail(@)]
       /\ UNCHANGED <<currentTerm, role, votedFor, votes, log, commitIndex, matchIndex>>
===========================================================================
