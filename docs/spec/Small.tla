------------------------------- MODULE Small -------------------------------
(***************************************************************************)
(* Does Raft.tla keep what the paper promises? TLC looks at all that three *)
(* servers can do by it in a few terms, with a request or none.            *)
(*                                                                         *)
(* A network may lose a message, keep it for long and bring it twice. So   *)
(* whatever a server may have sent at some time may arrive at any later    *)
(* time, or never; and nothing need be sent, it is enough to know what     *)
(* might have been. What a server answers is in what it owes.              *)
(***************************************************************************)
EXTENDS Raft, TLC

CONSTANTS
    Standing,     \* those whose timers may fire
    MaxTerm,      \* terms that may begin
    MaxRequests   \* commands that clients may bring

VARIABLES
    mail,     \* what may have been sent, and by whom; answers are in owed
    requests  \* how many commands clients have brought

small == <<vars, mail, requests>>

(* What a server may send now. *)
Votes(i) == {[type |-> "RequestVote", term |-> currentTerm[i], lastLogIndex |-> Len(log[i]), lastLogTerm |-> LastTerm(log[i])]}

Parts(i) == {part \in (0..Len(log[i])) \X (0..Len(log[i])) : part[1] <= part[2]}

Appends(i) ==
    {[type |-> "AppendEntries", term |-> currentTerm[i], prevLogIndex |-> part[1],
      prevLogTerm |-> TermAt(log[i], part[1]), entries |-> SubSeq(log[i], part[1] + 1, part[2]),
      leaderCommit |-> commit, sequence |-> 0] : part \in Parts(i), commit \in 0..commitIndex[i]}

Sendable(i) == {m \in Votes(i) : MayAskForVote(i, m)} \cup {m \in Appends(i) : MayAppend(i, m)}

SmallInit == Init /\ mail = {} /\ requests = 0

(* Then there is more that may have been sent. *)
Noted == mail' = mail \cup UNION {{<<i, m>> : m \in Sendable(i)'} : i \in Servers}

Act(i) ==
    \/ i \in Standing /\ currentTerm[i] < MaxTerm /\ Timeout(i) /\ UNCHANGED requests
    \/ BecomeLeader(i) /\ UNCHANGED requests
    \/ requests < MaxRequests /\ Request(i, 1) /\ requests' = requests + 1
    \/ \E index \in 1..Len(log[i]) : Commit(i, index) /\ UNCHANGED requests

Arrive(i, j) ==
    /\ UNCHANGED requests
    /\ \/ \E sent \in mail : sent[1] = j /\ Take(i, j, sent[2])
       \/ \E k \in 1..Len(owed[j]) : owed[j][k].to = i /\ Take(i, j, owed[j][k])

SmallNext == \E i \in Servers : (Act(i) \/ \E j \in Servers \ {i} : Arrive(i, j)) /\ Noted

(* What no future depends on is not looked at: the order of answers; a yes of a term that is over; of a refusal, all but its
   term, and that only where it is news; votes of who is no candidate, and what who is no leader knows of others. *)
Answers == UNION {{<<i, owed[i][k]>> : k \in 1..Len(owed[i])} : i \in Servers}
IsYes(answer) == IF answer.type = "RequestVoteReply" THEN answer.voteGranted ELSE answer.success
Yeses == {a \in Answers : IsYes(a[2]) /\ a[2].term = currentTerm[a[2].to]}
News == {<<a[2].to, a[2].term>> : a \in {b \in Answers : b[2].term > currentTerm[b[2].to]}}
View ==
    <<currentTerm, role, votedFor, log, commitIndex, mail, requests, Yeses, News,
      [i \in Servers |-> IF role[i] = "CANDIDATE" THEN votes[i] ELSE {}],
      [i \in Servers |-> IF role[i] = "LEADER" THEN matchIndex[i] ELSE <<>>]>>

Symmetry == Permutations(Standing)

---------------------------------------------------------------------------
(* The paper's Figure 3. *)

ElectionSafety ==
    \A i, j \in Servers : role[i] = "LEADER" /\ role[j] = "LEADER" /\ currentTerm[i] = currentTerm[j] => i = j

LogMatching ==
    \A i, j \in Servers : \A k \in 1..Min(Len(log[i]), Len(log[j])) :
        log[i][k] = log[j][k] => SubSeq(log[i], 1, k) = SubSeq(log[j], 1, k)

CommittedOf(i) == SubSeq(log[i], 1, commitIndex[i])

(* What a server knows to be committed is in the log of each leader of its term or a later one. *)
LeaderCompleteness ==
    \A i, j \in Servers : role[i] = "LEADER" /\ currentTerm[i] >= currentTerm[j] =>
        /\ Len(log[i]) >= commitIndex[j]
        /\ SubSeq(log[i], 1, commitIndex[j]) = CommittedOf(j)

StateMachineSafety ==
    \A i, j \in Servers : \A k \in 1..Min(commitIndex[i], commitIndex[j]) : log[i][k] = log[j][k]

(* A leader only appends. This one speaks of a step. *)
LeaderAppendOnly ==
    [][\A i \in Servers : role[i] = "LEADER" /\ role'[i] = "LEADER" => SubSeq(log'[i], 1, Len(log[i])) = log[i]]_small
===========================================================================
