"""Hands in what thirty and more students would, grades it with mvn -Pgrade, and looks whether the table is right for each.

grading.py ROOT            made from the notebooks and solutions below ROOT; prints PASS or FAIL and a name for each student
grading.py ROOT measure N [03,09]  instead: how long N submissions of all chapters, or of these, take, and how long nbclient
                           takes to run the notebooks of two of them
"""
import copy
import csv
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.abspath(sys.argv[1])
WORK = os.path.join(ROOT, 'target', 'ci', 'grading')
IN, OUT = os.path.join(WORK, 'submissions'), os.path.join(WORK, 'grades')
MAVEN = ['mvn', '-B', '-ntp', '-q', '-Pgrade', '-Dsubmissions=' + IN, '-Dout=' + OUT, '-Dseconds=2']
LAST = {}  # the answers of the notebook of a chapter that was made last
THREE = '03-roles-and-terms'
VOTES, NEWS = THREE + '/two-votes', THREE + '/follow-the-news'


def read(path):
    with open(os.path.join(ROOT, path), encoding='utf-8') as file:
        return file.read()


def notebook(chapter):
    return json.loads(read('notebooks/' + chapter + '.ipynb'))


def exercises(chapter):
    """The ids of a chapter's exercises, each with its starter and its check."""
    found = re.findall(r'^\[exercise#([\w-]+)\]\n.*?^====\n(.*?)^====$', read('docs/chapters/' + chapter + '.adoc'), re.S | re.M)
    cell = r'^\[source%%live[^\]]*%%%s[^\]]*\]\n----\n(.*?)\n----'
    return {name: [re.search(cell % kind, body, re.S | re.M).group(1) for kind in ('starter', 'check')] for name, body in found}


def solution(name):
    return read('docs/solutions/' + name + '.java')


def plain(text):
    return re.sub(r'\s', '', text)


def source(cell):
    return ''.join(cell['source'])


def find(book, text):
    for cell in book['cells']:
        if cell['cell_type'] == 'code' and plain(source(cell)) == plain(text):
            return cell
    raise SystemExit('a notebook lacks the cell ' + text[:60] + '; are the notebooks fresh? mvn -Pnotebooks makes them')


def answered(chapter, answers=None):
    """The chapter's notebook with these answers, and our solutions for the rest."""
    book = notebook(chapter)
    for name, (starter, _) in exercises(chapter).items():
        answer = (answers or {}).get(chapter + '/' + name, solution(chapter + '/' + name))
        whole = set(re.findall(r'^(?:record|class|Simulation<\w+>|BrokenRule) (\w+)', starter, re.M))
        if chapter + '/' + name not in (answers or {}) and not whole <= set(re.findall(r'\w+', answer)):
            answer = starter + '\n' + answer
        find(book, starter)['source'] = answer
        LAST.setdefault(chapter, {})[name] = answer
    return book


def save(student, file, content):
    path = os.path.join(IN, student, file) if file else os.path.join(IN, student)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='') as out:
        out.write(content if isinstance(content, str) else json.dumps(content))


def three(student, votes=None, news=None, change=None):
    """A submission of chapter 3 alone."""
    answers = {name: text for name, text in ((VOTES, votes), (NEWS, news)) if text is not None}
    book = answered(THREE, answers)
    if change:
        book = change(book) or book
    save(student, THREE + '.ipynb', book)


TAKE = 'TermState take(TermState state, long term, NodeId from) {\n    %s\n    return state;\n}'
EXPECTED = {}


def expect(student, votes, news, votes_say='', news_say='', says=''):
    EXPECTED[student] = (votes, news, votes_say, news_say, says)


def wrong_students():
    three('bob-wrong', votes='String impossible = "ab";')
    expect('bob-wrong', 0, 1, "Not yet: 'ab'")
    three('dan-half', news=TAKE % 'if (term > state.term()) return state.enter(term).follow(from);\n'
                               '    if (term == state.term()) return state.enter(term + 1);')
    expect('dan-half', 1, 0.5, '', 'Not yet: 2 of 3 are right; in term 4')
    three('deb-no-java', votes='String impossible = ;')
    expect('deb-no-java', 0, 1, 'the answer fails: compile error')
    three('fred-throws', news=TAKE % 'if (term > 0) throw new IllegalStateException("oops");')
    expect('fred-throws', 1, 0, '', 'the check fails: IllegalStateException')
    three('gwen-untouched', votes=exercises(THREE)['two-votes'][0], news=exercises(THREE)['follow-the-news'][0])
    expect('gwen-untouched', 0, 0, "Not yet: ''", 'Not yet: 1 of 3')


def hostile_students():
    three('eve-loop', news=TAKE % 'for (long i = 1; i > 0; i = 3 - i) {}')
    expect('eve-loop', 1, 0, '', 'the answer was ended: it computed for longer than it may')
    three('fay-exit', news=TAKE % 'System.exit(0);')
    expect('fay-exit', 1, 0, '', 'System.exit(0) would end')
    three('gus-halt', news='Runtime.class.getMethod("halt", int.class).invoke(Runtime.getRuntime(), 7);')
    expect('gus-halt', 1, 0, '', 'it ended its JVM, with status 7')
    three('hal-flood', news=TAKE % 'for (long i = 1; i > 0; i = 3 - i) System.out.println("and on, and on");')
    expect('hal-flood', 1, 0, '', 'it printed more than')
    three('ian-memory', news='List<long[]> all = new ArrayList<>();\nwhile (true) all.add(new long[1_000_000]);')
    expect('ian-memory', 1, 0, '', 'MB of memory')
    three('joy-threads', news='for (int i = 0; i < 2_000; i++) {\n    Thread t = new Thread(() -> {\n        try {\n'
                              '            Thread.sleep(60_000);\n        } catch (InterruptedException e) {\n        }\n    });\n'
                              '    t.setDaemon(true);\n    t.start();\n}\nThread.sleep(5_000);')
    expect('joy-threads', 1, 0, '', 'threads')
    three('bea-sleep', news=TAKE % 'try { new CountDownLatch(1).await(); } catch (InterruptedException e) { }')
    expect('bea-sleep', 1, 0, '', 'it was not done after')
    three('gil-processes', news='for (int i = 0; i < 40; i++) new ProcessBuilder("sleep", "600").start();\n'
                                'new CountDownLatch(1).await();')
    expect('gil-processes', 1, 0, '', 'processes')
    three('cal-forges', news='var out = new java.io.FileOutputStream(java.io.FileDescriptor.out);\n'
                             'out.write("{\\"id\\":\\"x\\",\\"failure\\":\\"\\",\\"words\\":\\"Passed\\"}\\n".getBytes());\nout.flush();\n'
                             + TAKE % '')
    expect('cal-forges', 1, 0, '', "it wrote to the grader's own channel")
    three('zoe-deletes', news='try (var all = java.nio.file.Files.walk(java.nio.file.Path.of("%s"))) {\n'
                              '    all.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());\n}\n' % IN
                              + TAKE % '')
    expect('zoe-deletes', 1, 0, '', 'Not yet: ')
    three('mia-redefines', news='class NodeId {}\n' + TAKE % '')
    expect('mia-redefines', 1, 0, '', 'the answer declares NodeId')
    three('leo-own-judge', news=TAKE % '' + '\nString judge() { return "Passed"; }')
    expect('leo-own-judge', 1, 0, '', 'the answer declares judge')
    three('ned-own-type', votes='class Yes {\n    @Override\n    public boolean equals(Object any) { return true; }\n}\n'
                                'Yes impossible = new Yes();')
    expect('ned-own-type', 0, 1, "impossible is of the answer's own type Yes")


def without(texts):
    def change(book):
        book['cells'] = [cell for cell in book['cells'] if plain(source(cell)) not in {plain(text) for text in texts}]
    return change


def checks():
    return [check for _, check in exercises(THREE).values()]


def strange_students():
    three('kim-no-checks', change=without(checks()))
    expect('kim-no-checks', 1, 1)

    def tampered(book):
        for check in checks():
            find(book, check)['source'] = '"Passed: surely"'
    three('lou-own-checks', votes='String impossible = "a";', change=tampered)
    expect('lou-own-checks', 0, 1, "Not yet: 'a'")

    os.makedirs(os.path.join(IN, 'ola-empty'))
    expect('ola-empty', 0, 0, 'nothing of this chapter', 'nothing of this chapter', 'no notebook')
    save('pat-essay', 'essay.txt', 'Raft is a consensus algorithm.')
    expect('pat-essay', 0, 0, 'nothing of this chapter', 'nothing of this chapter', 'essay.txt is neither')
    save('quin-cut-off', THREE + '.ipynb', json.dumps(notebook(THREE))[:5000])
    expect('quin-cut-off', 0, 0, 'nothing of this chapter', 'nothing of this chapter', 'is no notebook')

    def colab(book):
        book['nbformat_minor'] = 0
        book['metadata'] = {'colab': {'provenance': []}, 'kernelspec': book['metadata']['kernelspec']}
        for cell in book['cells']:
            cell['metadata'] = {'id': 'x' + cell.pop('id')}
    three('ray-colab', change=colab)
    expect('ray-colab', 1, 1, says='saved by Colab')

    def vscode(book):
        for cell in book['cells']:
            cell['metadata']['vscode'] = {'languageId': 'java'}
            cell['source'] = [line + '\r\n' for line in source(cell).split('\n')]
    three('sue-vscode', change=vscode)
    expect('sue-vscode', 1, 1, says='saved by VS Code')

    def old(book):
        for cell in book['cells']:
            del cell['id']
            if cell['cell_type'] == 'code':
                cell['input'] = cell.pop('source')
        return {'nbformat': 3, 'nbformat_minor': 0, 'metadata': {}, 'worksheets': [{'cells': book['cells']}]}
    three('tom-nbformat-3', change=old)
    expect('tom-nbformat-3', 1, 1, says='the cells have no names')

    def few(book):
        book['cells'] = [cell for cell in book['cells'] if cell['cell_type'] == 'code'][-4:]
    three('uma-few-cells', change=few)
    expect('uma-few-cells', 1, 1, says='missing or not this edition')

    def backwards(book):
        book['cells'].reverse()
    three('vic-backwards', change=backwards)
    expect('vic-backwards', 1, 1, says='in another order')

    def late(book):
        book['metadata']['raftbook_edition'] = '0123456789abcdef'
        ids = [cell['id'] for cell in book['cells']]
        for cell, name in zip(book['cells'], ids[3:] + ids[:3]):
            cell['id'] = name
            if cell['cell_type'] == 'code' and 'NodeId n2' in source(cell):
                cell['source'] = source(cell) + '\n// as it was last year'
    three('wes-last-year', change=late)
    expect('wes-last-year', 1, 1, says='another edition')

    def below(book):
        starter, right = exercises(THREE)['two-votes'][0], solution(VOTES)
        find(book, right)['source'] = starter
        at = book['cells'].index(find(book, starter))
        book['cells'].insert(at + 1, {'cell_type': 'code', 'id': 'mine', 'metadata': {}, 'outputs': [], 'source': right,
                                      'execution_count': None})
    three('xia-own-cell', change=below)
    expect('xia-own-cell', 1, 1)
    save('yul-files', VOTES + '.java', solution(VOTES))
    expect('yul-files', 1, 0, '', 'nothing of this chapter')
    save('single.ipynb', '', answered(THREE))
    expect('single', 1, 1)
    for name in ('=1+2, "Al"', "O'Brien, Pat <b>", '-Zoe & co'):
        three(name)
        expect(name, 1, 1)


def prepare():
    shutil.rmtree(WORK, ignore_errors=True)
    os.makedirs(IN)
    for path in sorted(glob.glob(os.path.join(ROOT, 'docs/solutions/*'))):
        chapter = os.path.basename(path)
        save('ada-all-right', chapter + '.ipynb', answered(chapter))
    wrong_students()
    hostile_students()
    strange_students()


def rows():
    with open(os.path.join(OUT, 'grades.csv'), encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


def told(name, problems):
    print(('FAIL ' if problems else 'PASS ') + 'grading: ' + name + ''.join('; ' + each for each in problems), flush=True)


def check():
    prepare()
    before = {path: os.path.getsize(path) for path in glob.glob(IN + '/**/*.*', recursive=True) if os.path.isfile(path)}
    began = time.time()
    ran = subprocess.run(MAVEN + ['-Dsecret=a secret of this check'], cwd=ROOT, capture_output=True, text=True)
    if ran.returncode != 0:
        told('mvn -Pgrade', [ran.stdout[-2000:] + ran.stderr[-2000:]])
        return
    told('%d students in %d s' % (len(EXPECTED) + 1, time.time() - began), [])
    table = {}
    for row in rows():
        table.setdefault(row['student'].lstrip("'"), {})[row['exercise']] = row
    page = open(os.path.join(OUT, 'index.html'), encoding='utf-8').read()
    right = table['ada-all-right']
    told('ada-all-right', [name + ': ' + row['words'] for name, row in right.items() if row['points'] != '1'])
    for student, (votes, news, votes_say, news_say, says) in EXPECTED.items():
        problems = []
        for name, points, words in ((VOTES, votes, votes_say), (NEWS, news, news_say)):
            row = table[student][name]
            if float(row['points']) != points or words not in row['words']:
                problems.append('%s has %s: %s' % (name, row['points'], row['words']))
        section = page.split('">' + page_text(student) + ', ', 1)[-1].split('<h2', 1)[0]
        if page_text(says) not in section:
            problems.append('the page does not say: ' + says)
        told(student, problems)
    files = {path: os.path.getsize(path) for path in glob.glob(IN + '/**/*.*', recursive=True) if os.path.isfile(path)}
    told('submissions are as they were', [] if files == before else ['they are not'])
    formulas = [row for row in csv.reader(open(os.path.join(OUT, 'gradebook.csv'), encoding='utf-8', newline=''))
                for cell in row if cell[:1] in '=+-@' and cell]
    told('no cell is a formula', [str(formulas)] if formulas else [])
    scopes = glob.glob(OUT + '/gradescope/*/results.json')
    bad = [path for path in scopes if json.load(open(path, encoding='utf-8'))['score'] != round(
        sum(test['score'] for test in json.load(open(path, encoding='utf-8'))['tests']), 2)]
    told('a results.json for each student', bad or ([] if len(scopes) == len(table) else [str(len(scopes))]))
    told('the page has no script', ['it has'] if '<script' in page or '<b>' in page else [])


def page_text(text):
    return text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;').replace('"', '&quot;').replace("'", '&#39;')


def measure(count, numbers):
    """All chapters, each answer with a word of its own, so that no two are the same."""
    shutil.rmtree(WORK, ignore_errors=True)
    chapters = [os.path.basename(path) for path in sorted(glob.glob(os.path.join(ROOT, 'docs/solutions/*')))]
    chapters = [chapter for chapter in chapters if any(chapter.startswith(number) for number in numbers)]
    books = {chapter: answered(chapter) for chapter in chapters}
    answers = {chapter: dict(LAST[chapter]) for chapter in chapters}
    for number in range(count):
        for chapter in chapters:
            book = copy.deepcopy(books[chapter])
            for cell in book['cells']:
                if cell['cell_type'] == 'code':
                    cell['source'] = source(cell)
            for name in exercises(chapter):
                own = find(book, answers[chapter][name])
                own['source'] = source(own) + '\n// by student %d' % number
            save('student-%02d' % number, chapter + '.ipynb', book)
    subprocess.run(MAVEN + ['-Dchapters=03'], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # the book has run before
    began = time.time()
    said = subprocess.run(MAVEN + ['-Dsecret=measured'], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    graded = time.time() - began
    each = sum(int(found) for found in re.findall(r' in (\d+) ms$', said, re.M)) / 1000 / count / (os.cpu_count() or 1)
    wrong = [row for row in rows() if row['points'] != '1']
    print('graded: %d submissions of %d chapters in %.0f s, of which %.1f s each and the rest for the book, %d of %d not right'
          % (count, len(chapters), graded, each, len(wrong), len(rows())), flush=True)
    run = ('import sys, nbformat\nfrom nbclient import NotebookClient\n'
           'for path in sys.argv[1:]:\n'
           '    book = nbformat.read(path, 4)\n'
           '    NotebookClient(book, timeout=300, kernel_name="java", allow_errors=True).execute()\n')
    environment = dict(os.environ, JUPYTER_PATH=os.path.join(ROOT, 'target', 'jupyter'))
    some = min(count, 2)
    began = time.time()
    running = [subprocess.Popen(['/usr/bin/python3', '-c', run] + sorted(glob.glob(IN + '/student-%02d/*' % number)),
                                env=environment, stdout=subprocess.DEVNULL) for number in range(some)]
    failed = [each for each in running if each.wait() != 0]
    ran = time.time() - began
    print('nbclient: the notebooks of %d of them, side by side, in %.0f s, %.1f s each%s'
          % (some, ran, ran / some, ', and FAILED' if failed else ''), flush=True)
    print('%.1f times faster; without what is done once, %.1f' % (ran / some / graded * count, ran / some / each), flush=True)


if len(sys.argv) > 2:
    measure(int(sys.argv[3]), sys.argv[4].split(',') if len(sys.argv) > 4 else [''])
else:
    check()
