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
        if (!ConditionalCommand.isOne(command)) {
            String key = MetadataCommand.decode(command).key();
            return new Subject(key, 0, key, 0);
        }
        ConditionalCommand about = ConditionalCommand.decode(command);
        String session = about instanceof Hold hold ? hold.session() : about.key();
        long sessionVersion = about instanceof Hold hold ? hold.sessionVersion() : about.version();
        return new Subject(about.key(), about.version(), session, sessionVersion);
    }

    static Subject of(Question question) {
        return new Subject(question.path(), question.number(), question.path(), question.number());
    }
}
