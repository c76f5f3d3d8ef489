// The cluster on the front page: the library's own servers, in slow motion. A leader is elected, writes arrive, the leader dies,
// another is elected, and then another run begins. Readers may stop whom they like.
"use strict";

{
  const LIBRARY = "world.js";
  /** A message is some tenths of a second on its way, and an election takes about one. */
  const SLOWER = 30;
  const REDRAW_MILLISECONDS = 100;

  // All that follows is in the servers' own milliseconds.
  /** How long what has arrived can still be seen. */
  const TRAIL = 8;
  /** Before the first timer runs out nothing happens: a run is shown from so shortly before. */
  const BEFORE = 45;
  const BETWEEN_WRITES = 90;
  /** How long a leader leads before it dies, and how long a run goes on after the last thing that mattered. */
  const ENOUGH = 400;

  /** Fetches the library, when it is first needed. */
  let fetched = null;
  function library() {
    fetched ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = LIBRARY;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => {
        fetched = null;
        script.remove();
        reject(new Error(`there is no ${LIBRARY} beside this page; where mvn is still making it, it comes by itself`));
      });
      document.head.append(script);
    });
    return fetched;
  }

  /** Of those that run and believe that they lead, the one with the highest term. */
  function leaderOf(servers) {
    return servers.filter((server) => server.running && server.role === "LEADER").sort((a, b) => b.term - a.term)[0];
  }

  function inWords(server) {
    return server.running ? `${server.role.toLowerCase()}, term ${server.term}` : "stopped";
  }

  /** One run, and what happens in it by itself: a client that writes, and the leader's death. */
  class Show {
    constructor(run, tell) {
      this.run = run;
      this.tell = tell;
      this.writes = JSON.parse(run.requests()).length;
      this.told = -1;
      this.servers = [];
      this.look();
      this.time = this.at;
      // When somebody was last elected or stopped, and when a client last wrote.
      this.turn = this.time;
      this.wrote = this.time;
    }

    static begin(seed, tell) {
      const ahead = raftbook.create("3", seed, "");
      ahead.step();
      const show = new Show(raftbook.create("3", seed, ""), tell);
      show.time = Math.max(0, JSON.parse(ahead.at(1)).at - BEFORE);
      show.turn = show.time;
      tell(`Seed ${seed}: three servers, and nobody leads yet.`);
      return show;
    }

    get moment() {
      return this.run.moments() - 1;
    }

    get isOver() {
      return this.servers.some((server) => !server.running) && this.time - this.turn > ENOUGH;
    }

    get hasMajority() {
      return 2 * this.servers.filter((server) => server.running).length > this.servers.length;
    }

    /** Lets so much time pass, and all happen that is due. */
    pass(milliseconds) {
      this.time += milliseconds;
      this.run.runFor(Math.max(0, Math.floor(this.time - this.at)));
      this.look();
      this.act();
    }

    /** Sees what has become of the servers since the last look, and tells it. */
    look() {
      if (this.told === this.moment) {
        return;
      }
      const isFirst = this.told < 0;
      this.told = this.moment;
      const before = this.servers;
      const now = JSON.parse(this.run.at(this.moment));
      this.at = now.at;
      this.servers = now.servers;
      if (isFirst) {
        return;
      }
      const [was, is] = [leaderOf(before), leaderOf(now.servers)];
      if (is && !(was && was.id === is.id && was.term === is.term)) {
        this.turn = this.time;
        this.wrote = this.time;
        this.tell(`${is.id} leads, in term ${is.term}.`);
        return;
      }
      const stands = now.servers.find((server, i) => server.running && server.role === "CANDIDATE"
        && !(before[i].role === "CANDIDATE" && before[i].term === server.term));
      if (stands) {
        this.tell(`${stands.id} hears of no leader, and asks for votes in term ${stands.term}.`);
      }
    }

    act() {
      const leader = leaderOf(this.servers);
      if (!leader || !this.hasMajority) {
        return;
      }
      if (this.time - this.wrote > BETWEEN_WRITES) {
        this.wrote = this.time;
        this.writes++;
        this.run.decide(`put,${leader.id},/k${this.writes},v${this.writes}`);
        this.look();
      }
      if (this.time - this.turn > ENOUGH && this.servers.every((server) => server.running)) {
        this.stop(leader.id, `${leader.id}, the leader, dies.`);
      }
    }

    stopByHand(id) {
      const server = this.servers.find((each) => each.id === id);
      if (!server.running) {
        this.tell(`${id} is stopped already.`);
        return;
      }
      this.stop(id, `You have stopped ${id}${server === leaderOf(this.servers) ? ", the leader" : ""}.`);
    }

    stop(id, words) {
      const refused = this.run.decide(`stop,${id}`);
      this.look();
      this.turn = this.time;
      const left = this.servers.filter((server) => server.running);
      const lost = left.length === 1 ? ` ${left[0].id} alone is no majority: it can commit nothing more.`
        : left.length === 0 ? " None is left." : "";
      this.tell(refused || words + lost);
    }
  }

  /** The figure: draws the run, and plays it while it is wanted and can be seen. */
  class Figure {
    constructor(figure) {
      this.figure = figure;
      this.part = (name) => figure.querySelector(`.front-${name}`);
      this.calm = matchMedia("(prefers-reduced-motion: reduce)");
      this.narrow = matchMedia("(max-width: 40rem)");
      this.wanted = !this.calm.matches;
      this.inView = false;
      this.timer = null;
      this.show = null;
      this.drawn = {};
      this.stops = ["n1", "n2", "n3"].map((id) => this.stopButton(id));
      this.part("servers").append(...this.stops);
      this.part("pace").textContent = `, in which time passes ${SLOWER} times slower than for the servers`;
      this.part("tools").hidden = false;
      this.listen();
      this.update();
    }

    stopButton(id) {
      const button = document.createElement("button");
      const state = document.createElement("span");
      button.type = "button";
      button.dataset.server = id;
      button.append(`Stop ${id}`, state);
      button.addEventListener("click", () => this.stop(id));
      return button;
    }

    listen() {
      this.part("play").addEventListener("click", () => this.want(!this.wanted));
      this.part("again").addEventListener("click", () => this.again());
      const ring = this.part("ring");
      ring.addEventListener("click", (event) => {
        const id = this.serverAt(event.clientX, event.clientY);
        if (id) {
          this.stop(id);
        }
      });
      ring.addEventListener("pointermove", (event) => {
        ring.style.cursor = this.serverAt(event.clientX, event.clientY) ? "pointer" : "";
      });
      // Whoever reads on below, by ear, is not interrupted: what happens is said aloud to those who are here.
      this.figure.addEventListener("focusin", () => this.part("words").setAttribute("aria-live", "polite"));
      this.figure.addEventListener("focusout", () => this.part("words").setAttribute("aria-live", "off"));
      this.calm.addEventListener("change", () => this.calm.matches && this.want(false));
      this.narrow.addEventListener("change", () => this.show && this.draw());
      document.addEventListener("visibilitychange", () => this.update());
      new IntersectionObserver((entries) => {
        this.inView = entries[entries.length - 1].isIntersecting;
        this.update();
      }).observe(this.part("ring"));
    }

    want(wanted) {
      this.wanted = wanted;
      this.update();
    }

    say(words) {
      this.part("words").textContent = words;
    }

    /** Plays or pauses, as it must now. */
    async update() {
      this.part("play").textContent = this.wanted ? "Pause" : "Play";
      if (!this.mayPlay()) {
        clearInterval(this.timer);
        this.timer = null;
        return;
      }
      if (!this.show && !await this.open()) {
        return;
      }
      // Meanwhile it may have been paused, or begun.
      if (this.timer === null && this.mayPlay()) {
        this.last = performance.now();
        this.timer = setInterval(() => this.tick(), REDRAW_MILLISECONDS);
      }
    }

    mayPlay() {
      return this.wanted && this.inView && !document.hidden;
    }

    /** Readers whose picture stood still see it go on from there, others a run from its beginning. */
    async open() {
      try {
        await library();
        this.show ??= this.calm.matches
          ? new Show(raftbook.open(this.figure.dataset.run), (words) => this.say(words))
          : this.begin(this.part("seed").textContent);
        this.figure.dataset.live = "";
        this.draw();
        return true;
      } catch (failure) {
        this.wanted = false;
        this.part("play").textContent = "Play";
        this.say(`The cluster stands still: ${failure.message}.`);
        return false;
      }
    }

    begin(seed) {
      this.drawn = {};
      this.part("seed").textContent = seed;
      return Show.begin(seed, (words) => this.say(words));
    }

    async again() {
      if (this.show || await this.open()) {
        this.next();
      }
    }

    next() {
      this.show = this.begin(String(Number(this.part("seed").textContent) + 1));
      this.draw();
    }

    async stop(id) {
      if (this.show || await this.open()) {
        this.show.stopByHand(id);
        this.draw();
      }
    }

    tick() {
      const now = performance.now();
      // A page that was busy goes on where it was, and does not leap.
      const passed = Math.min(now - this.last, 2 * REDRAW_MILLISECONDS);
      this.last = now;
      this.show.pass(passed / SLOWER);
      if (this.show.isOver) {
        this.next();
      } else {
        this.draw();
      }
    }

    draw() {
      const { run, moment, time, servers } = this.show;
      this.part("ring").innerHTML = run.moving(moment, time, TRAIL);
      const columns = this.narrow.matches ? 5 : 10;
      if (this.drawn.moment === moment && this.drawn.columns === columns) {
        return;
      }
      const logs = run.shortLogs(moment, columns);
      if (logs !== this.drawn.logs) {
        this.part("logs").innerHTML = logs;
      }
      this.drawn = { moment, columns, logs };
      this.figure.querySelector(".front-link a")?.setAttribute("href", `explorer.html#${run.link(moment)}`);
      servers.forEach((server, i) => {
        this.stops[i].lastChild.textContent = inWords(server);
        // It keeps the focus, as a disabled one would not.
        this.stops[i].setAttribute("aria-disabled", String(!server.running));
      });
    }

    /** The server that is drawn at a place in the window; empty if none is. */
    serverAt(x, y) {
      const near = [...this.part("ring").querySelectorAll("svg > g:has(> title)")].find((group) => {
        const circle = group.querySelector("circle");
        const box = circle?.getBoundingClientRect();
        return box && /^n\d:/.test(group.firstElementChild.textContent)
          && Math.hypot(x - box.x - box.width / 2, y - box.y - box.height / 2) < Math.max(24, box.width / 2);
      });
      return near ? near.firstElementChild.textContent.split(":")[0] : "";
    }
  }

  new Figure(document.querySelector(".front"));
}
