// What a page remembers in this browser, and how a reader saves it to a file, reads it in again and forgets it. It knows how
// that is kept and what makes a file refused, and not what is in it.
'use strict';

(() => {
  const MOST_BYTES = 1_000_000;

  class Kept {
    /**
     * @param key the name in the browser's store, of the file and of its format
     * @param what what is remembered, in a sentence: "solved challenges"
     * @param save the button that writes the file, as a reader sees it
     */
    constructor({ key, version, what, save }) {
      Object.assign(this, { key, version, what, save });
      this.unread = '';
      this.unkept = '';
    }

    /** What a reader should know about what is remembered; empty if nothing. */
    get problem() {
      return `${this.unread} ${this.unkept}`.trim();
    }

    /** What `read` makes of what is remembered; nothing if there is nothing, or if `read` refuses it. */
    recall(read) {
      let kept = null;
      try {
        kept = localStorage.getItem(this.key);
      } catch (refused) {
        // A page opened from a folder may have no storage: what is kept then lasts as long as the page.
      }
      if (!kept) {
        return undefined;
      }
      try {
        return read(kept);
      } catch (refused) {
        // Perhaps another version of this page can read it.
        localStorage.setItem(`${this.key}-unread`, kept);
        this.unread = `What this browser remembers of ${this.what} cannot be read: ${refused.message}`
            + ` It is kept as ${this.key}-unread.`;
        return undefined;
      }
    }

    keep(content) {
      try {
        localStorage.setItem(this.key, this.text(content));
        this.unkept = '';
      } catch (refused) {
        this.unkept = `This browser lets the page remember nothing: press “${this.save}” before you leave.`;
      }
    }

    text(content) {
      return JSON.stringify({ format: this.key, version: this.version, ...content }, null, 1);
    }

    /** The content of a text. Throws an error that names the rule which the text breaks. */
    content(text) {
      let content;
      try {
        content = JSON.parse(text);
      } catch (refused) {
        throw new Error(`it must be a JSON file, as “${this.save}” writes it.`);
      }
      if (!content || content.format !== this.key) {
        throw new Error(`it must say "format": "${this.key}".`);
      }
      if (content.version !== this.version) {
        throw new Error(`it must say "version": ${this.version}: another version of this page has written it.`);
      }
      return content;
    }

    /** Gives the reader a file, and returns its name. */
    download(content) {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([this.text(content)], { type: 'application/json' }));
      link.download = `${this.key}.json`;
      link.click();
      URL.revokeObjectURL(link.href);
      return link.download;
    }

    /** Hands a file's text to `take`, and returns what came of it, in words. `before` names what a refusal leaves as it is. */
    async take(file, take, before) {
      const name = file.name.slice(0, 60);
      try {
        if (file.size > MOST_BYTES) {
          throw new Error(`it has ${file.size} bytes, and may have ${MOST_BYTES}.`);
        }
        return `${name} has been read: ${take(await file.text())} ${this.problem}`.trim();
      } catch (refused) {
        return `${name} is refused: ${refused.message} ${before}`;
      }
    }
  }

  window.Kept = Kept;
})();
