// What an author types in: CodeMirror in a shadow root (its styles are refused elsewhere by the policy), or the
// textarea as it stands. Both can do the same, so that nothing else knows which one it is.
//
// text() · replace(text): what the server merged, without moving the cursor · insert(words, select) · around(before,
// after) · lines(change): the chosen lines through a function · isInProse() · goTo(line) · topLine() · mark(problems) · focus()

export function inTextarea(area, changed) {
  area.addEventListener("input", () => changed());
  const put = (words, from, to, select) => {
    area.focus();
    area.setRangeText(words, from, to, "end");
    if (select) area.setSelectionRange(from + select[0], from + select[1]);
    changed();
  };
  return {
    element: area,
    text: () => area.value,
    chosen: () => area.value.slice(area.selectionStart, area.selectionEnd),
    isInProse: () => isProse(area.value.slice(0, area.selectionStart)),
    replace(changes) { for (const [from, to, words] of [...changes].reverse()) area.setRangeText(words, from, to, "preserve"); },
    insert(words, select) { put(words, area.selectionStart, area.selectionEnd, select); },
    around(before, after) { surround(this.chosen(), before, after, (words, select) => this.insert(words, select)); },
    lines(change) {
      const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
      const end = area.value.indexOf("\n", Math.max(area.selectionEnd - 1, from));
      const to = end < 0 ? area.value.length : end;
      put(change(area.value.slice(from, to)), from, to);
    },
    goTo(line) {
      const at = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
      area.focus();
      area.setSelectionRange(at, at);
      area.scrollTop = (line - 3) * parseFloat(getComputedStyle(area).lineHeight);
    },
    topLine: () => area.scrollTop / parseFloat(getComputedStyle(area).lineHeight) + 1,
    onScroll(told) { area.addEventListener("scroll", told, { passive: true }); },
    mark() {},
    undo() { area.focus(); document.execCommand("undo"); },
    redo() { area.focus(); document.execCommand("redo"); },
    focus() { area.focus(); },
  };
}

export function inCodeMirror(cm, host, area, isMarkdown, changed) {
  const { EditorState, EditorView, EditorSelection } = cm;
  const isPhone = matchMedia("(max-width: 48rem)").matches;
  const root = host.attachShadow({ mode: "open" });
  let isOurs = false; // while a merged text is put in
  const language = isMarkdown ? cm.yamlFrontmatter({ content: cm.markdown({ base: cm.markdownLanguage, completeHTMLTags: false, pasteURLAsLink: false }) })
    : area.dataset.language === "yaml" ? cm.yaml() : [];
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        isPhone ? [] : [cm.lineNumbers(), cm.highlightActiveLineGutter(), cm.lintGutter()],
        cm.highlightSpecialChars(), cm.history(), cm.drawSelection(), cm.highlightActiveLine(), cm.search({ top: true }),
        cm.indentUnit.of("  "),
        EditorView.lineWrapping,
        EditorState.tabSize.of(2),
        language,
        cm.syntaxHighlighting(colours(cm)),
        cm.keymap.of([...cm.defaultKeymap, ...cm.historyKeymap, ...cm.searchKeymap]),
        EditorView.contentAttributes.of({ "aria-label": "The text", tabindex: "0", spellcheck: "true", autocorrect: "on", autocapitalize: "sentences" }),
        EditorView.updateListener.of((update) => { if (update.docChanged && !isOurs) changed(); }),
        looks(EditorView),
      ],
    }),
  });
  area.hidden = true;
  const put = (words, from, to, select) => {
    view.dispatch({
      changes: { from, to, insert: words },
      selection: select ? { anchor: from + select[0], head: from + select[1] } : { anchor: from + words.length },
      scrollIntoView: true, userEvent: "input",
    });
    view.focus();
  };
  return {
    element: host,
    view,
    text: () => view.state.doc.toString(),
    chosen: () => view.state.sliceDoc(view.state.selection.main.from, view.state.selection.main.to),
    isInProse: () => isProse(view.state.sliceDoc(0, view.state.selection.main.from)),
    replace(changes) {
      isOurs = true;
      view.dispatch({ changes: changes.map(([from, to, insert]) => ({ from, to, insert })), userEvent: "merge" });
      isOurs = false;
    },
    insert(words, select) { put(words, view.state.selection.main.from, view.state.selection.main.to, select); },
    around(before, after) { surround(this.chosen(), before, after, (words, select) => this.insert(words, select)); },
    lines(change) {
      const { from, to } = view.state.selection.main;
      const [first, last] = [view.state.doc.lineAt(from), view.state.doc.lineAt(to)];
      put(change(view.state.sliceDoc(first.from, last.to)), first.from, last.to);
    },
    goTo(number) {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
      view.dispatch({ selection: EditorSelection.cursor(line.from), effects: EditorView.scrollIntoView(line.from, { y: "start", yMargin: 60 }) });
      view.focus();
    },
    topLine() {
      const block = view.lineBlockAtHeight(view.scrollDOM.getBoundingClientRect().top - view.documentTop);
      return view.state.doc.lineAt(block.from).number;
    },
    onScroll(told) { view.scrollDOM.addEventListener("scroll", told, { passive: true }); },
    mark(problems) {
      const { doc } = view.state;
      view.dispatch(cm.setDiagnostics(view.state, problems.map(([number, message, severity]) => {
        const line = doc.line(Math.min(Math.max(number, 1), doc.lines));
        return { from: line.from, to: line.to, severity, message };
      })));
    },
    undo() { cm.undo(view); view.focus(); },
    redo() { cm.redo(view); view.focus(); },
    focus() { view.focus(); },
  };
}

// Whether what stands before a place leaves no front matter and no block of code open.
function isProse(before) {
  const lines = before.split("\n");
  if (lines[0].trim() === "---" && !lines.slice(1, -1).some((line) => line.trim() === "---")) return false;
  return lines.slice(0, -1).filter((line) => line.startsWith("```")).length % 2 === 0;
}

function surround(chosen, before, after, insert) {
  if (chosen.startsWith(before) && chosen.endsWith(after) && chosen.length >= before.length + after.length) {
    const bare = chosen.slice(before.length, chosen.length - after.length);
    insert(bare, [0, bare.length]);
    return;
  }
  insert(before + chosen + after, [before.length, before.length + chosen.length]);
}

function colours(cm) {
  const { tags } = cm;
  return cm.HighlightStyle.define([
    { tag: tags.heading, fontWeight: "600", color: "var(--ink)" },
    { tag: tags.strong, fontWeight: "650" },
    { tag: tags.emphasis, fontStyle: "italic" },
    { tag: [tags.link, tags.url], color: "var(--teal)" },
    { tag: [tags.quote, tags.comment], color: "var(--muted)" },
    { tag: [tags.monospace, tags.string], color: "var(--amber)" },
    { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--violet)" },
    { tag: [tags.processingInstruction, tags.contentSeparator, tags.meta, tags.punctuation], color: "var(--muted)" },
  ]);
}

function looks(EditorView) {
  return EditorView.theme({
    "&": { height: "100%", color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--edge)", borderRadius: "var(--radius)", fontSize: "1rem" },
    "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
    ".cm-scroller": { fontFamily: "var(--editor-font)", lineHeight: "1.6", overflow: "auto" },
    ".cm-content": { caretColor: "var(--ink)", padding: ".75rem 0 40vh" },
    ".cm-line": { padding: "0 .75rem" },
    ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
    ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--muted)", border: "0", fontSize: ".8125rem" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--sunken)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--focus) 28%, transparent)" },
    ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)" },
    ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--edge)" },
    ".cm-textfield": { backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "1rem" },
    ".cm-button": { backgroundImage: "none", backgroundColor: "var(--surface)", color: "var(--ink)", borderColor: "var(--edge)" },
    ".cm-lintRange-error, .cm-lintRange-warning": { backgroundImage: "none" },
    ".cm-lint-marker": { content: "normal", width: ".6em", height: ".6em", margin: ".45em auto" }, // drawn without its pictures, which the policy refuses
    ".cm-lint-marker-error": { content: "normal", backgroundColor: "var(--stop)" },
    ".cm-lint-marker-warning": { content: "normal", backgroundColor: "var(--warn)", borderRadius: "50%" },
    ".cm-lintRange-error": { backgroundColor: "var(--stop-soft)" },
    ".cm-lintRange-warning": { backgroundColor: "var(--warn-soft)" },
  });
}
