package raftbook.ratis;

import raftbook.metadata.ConditionalCommand;
import raftbook.metadata.ConditionalCommand.Hold;
import raftbook.metadata.MetadataCommand;

/**
 * What a request was about, as its refusal tells it. The client knows it, so that no server has to send it back.
 *
 * @param number the version that the key was to have, or the entry after which to watch
 * @param session the key of the session that was shown, if one was
 */
record Subject(String key, long number, String session, long sessionVersion) {

    static Subject of(byte[] command) {
        MetadataCommand about = MetadataCommand.decode(command);
        long version = about instanceof ConditionalCommand conditional ? conditional.version() : 0;
        if (about instanceof Hold hold) return new Subject(hold.key(), version, hold.session(), hold.sessionVersion());
        return new Subject(about.key(), version, about.key(), version);
    }

    static Subject of(Question question) {
        return new Subject(question.path(), question.number(), question.path(), question.number());
    }
}
