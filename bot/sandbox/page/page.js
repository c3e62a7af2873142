// The chat page: follows one person's log and shows it. Text goes into the document as text
// nodes only, never as HTML.
"use strict";

const WORDS = {
  en: {
    note: "sandbox, on this computer only", start: "Start", message: "Message", send: "Send",
    attach: "Send a photo or a file", commands: "Commands", more: "More", messages: "Messages", chat: "Chat",
    newest: "Go to the newest message", block: "Block the bot", unblock: "Unblock the bot", ok: "OK",
    lost: "The connection is lost. Trying again …", asleep: "The bot is not running yet. What you write waits for it.",
    blocked: "You have blocked this bot.", typing: "The bot is writing", file: "The bot is sending a file",
    download: "Download", photo: "Photo", notSent: "That was not sent.", noButton: "That button is no longer there.",
    edited: "edited", tooBig: "That file is larger than 60 MB.", hello: "Press Start to begin.",
    edit: "Edit", editLast: "Edit your last message", editing: "You are editing your last message.", cancel: "Cancel",
  },
  es: {
    note: "prueba en esta computadora", start: "Empezar", message: "Mensaje", send: "Enviar",
    attach: "Enviar una foto o un archivo", commands: "Comandos", more: "Más", messages: "Mensajes", chat: "Conversación",
    newest: "Ir al mensaje más nuevo", block: "Bloquear el bot", unblock: "Desbloquear el bot", ok: "OK",
    lost: "Se perdió la conexión. Probando otra vez …", asleep: "El bot todavía no está en marcha. Lo que escriba lo espera.",
    blocked: "Usted bloqueó este bot.", typing: "El bot está escribiendo", file: "El bot está enviando un archivo",
    download: "Descargar", photo: "Foto", notSent: "No se envió.", noButton: "Ese botón ya no está.",
    edited: "editado", tooBig: "Ese archivo pesa más de 60 MB.", hello: "Toque Empezar para comenzar.",
    edit: "Editar", editLast: "Editar su último mensaje", editing: "Está editando su último mensaje.", cancel: "Cancelar",
  },
};
const OTHER = { sticker: "🙂", voice: "🎤", location: "📍", contact: "👤", poll: "📊" };
const SHOWN_AS_PHOTO = ["image/jpeg", "image/png", "image/webp", "image/gif"];
const MOST_BYTES = 60 * 1024 * 1024;
const TYPING_MS = 5000;

const at = (id) => document.getElementById(id);
const talk = at("talk"), list = at("messages"), field = at("text");

const saved = JSON.parse(localStorage.getItem("sandbox") || "null") || {
  language: navigator.language.startsWith("es") ? "es" : "en",
};
let person = saved.person, language = saved.language, run = null, seq = 0;
let round = 0, blocked = false, typingTimer = 0, followWithFocus = false, bot = {};
let mine = null, editing = null; // the person's newest text, and the one in the field to be changed
let acted = false, answer = null; // the person did something; the first message that came of it
const shown = new Map();

const say = (key) => WORDS[language][key];

// Following the log

async function follow() {
  const turn = ++round;
  let pause = 300, listens = true, first = true;
  await dress();
  while (turn === round) {
    try {
      if (run === null) await enter();
      const wait = first ? 0 : listens ? 25 : 1.5;
      const answer = await fetch(`/page/${person}/log?after=${seq}&wait=${wait}`);
      const told = await answer.json();
      if (turn !== round) return;
      if (!answer.ok || told.run !== run) { forget(); first = true; continue; }
      introduce(told.bot);
      show(told.events, first);
      listens = told.bot_listens;
      if (told.events.length) seq = told.events[told.events.length - 1].seq;
      state(blocked ? "blocked" : listens || first ? null : "asleep");
      pause = 300;
      first = false;
    } catch {
      if (turn !== round) return;
      state("lost");
      await new Promise((done) => setTimeout(done, pause));
      pause = Math.min(pause * 2, 3000);
    }
  }
}

async function enter() {
  const opened = await post("/page/open", { person, language_code: language });
  person = opened.person;
  run = opened.run;
  localStorage.setItem("sandbox", JSON.stringify({ person, language }));
}

function forget() {
  run = null;
  seq = 0;
  blocked = false;
  mine = null;
  stopEditing();
  shown.clear();
  list.replaceChildren();
}

async function post(path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(path, {
    method: "POST",
    body: form ? body : JSON.stringify(body),
    headers: form ? {} : { "Content-Type": "application/json" },
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

async function act(deed, body, failure = "notSent") {
  acted = true;
  answer = null;
  try {
    return await post(`/page/${person}/${deed}`, body);
  } catch {
    toast(say(failure));
    return null;
  }
}

// Showing what happened

function show(events, first) {
  const near = first || talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
  let newest = null, wrote = false;
  for (const event of events) {
    if (event.chat !== "private") continue;
    if (event.by === "bot" && event.kind !== "typing") hideTyping();
    if (["message", "edited", "keyboard"].includes(event.kind)) {
      if (event.by === "person" && event.text && !event.file) noteMine(event);
      const fresh = put(event);
      if (fresh && event.by === "person") wrote = true;
      else if (fresh) {
        newest = fresh;
        if (!answer?.isConnected) answer = fresh;
      }
    } else if (event.kind === "deleted") {
      shown.get(event.message_id)?.remove();
      shown.delete(event.message_id);
    } else if (event.kind === "typing" && !first) showTyping(event.action);
    else if (event.kind === "toast" && !first) event.alert ? warn(event.text) : toast(event.text);
    else if (event.kind === "blocked") blocked = true;
    else if (event.kind === "unblocked") blocked = false;
    if (["toast", "answered"].includes(event.kind)) settleKeys();
  }
  if (!events.length && !first) return;
  const empty = shown.size === 0;
  at("hello").hidden = at("start").hidden = !empty;
  for (const id of ["attach", "text", "send"]) at(id).hidden = empty;
  at("open-commands").hidden = empty || !bot.commands?.length;
  at("block").textContent = say(blocked ? "unblock" : "block");
  if (near || wrote || (acted && newest)) scrollTo(newest, first);
}

function scrollTo(newest, first) {
  const bottom = talk.scrollHeight - talk.clientHeight;
  // An answer is read from its first line, be it one message or some; a stack of papers from its last.
  const short = answer?.isConnected && talk.scrollHeight - answer.offsetTop < 2 * talk.clientHeight;
  const begin = short ? answer : newest;
  const top = newest && !first ? begin.offsetTop - talk.offsetTop - 12 : bottom;
  talk.scrollTop = Math.min(bottom, top);
}

function put(event) {
  const old = shown.get(event.message_id);
  const item = draw(event);
  shown.set(event.message_id, item);
  if (!old) {
    if (list.lastElementChild?.dataset.by === event.by) item.classList.add("same");
    list.append(item);
    if (followWithFocus && event.buttons.length) {
      followWithFocus = false;
      item.querySelector(".keys > div > *").focus({ preventScroll: true });
    }
    return item;
  }
  const hadFocus = old.contains(document.activeElement);
  const key = [...old.querySelectorAll(".keys > div > *")].indexOf(document.activeElement);
  item.className = old.className;
  old.replaceWith(item);
  if (hadFocus) {
    const keys = item.querySelectorAll(".keys > div > *");
    (keys[key] || keys[0] || talk).focus({ preventScroll: true });
    if (!keys.length) followWithFocus = true;
  }
  return null;
}

function draw(event) {
  const item = make("li", `message ${event.by === "person" ? "mine" : ""}`);
  item.dataset.by = event.by;
  item.dataset.id = event.message_id;
  const bubble = make("div", "bubble");
  if (event.file) bubble.append(event.photo ? picture(event.file) : card(event.file));
  const words = make("div", "words");
  weave(words, event.text || OTHER[event.other] || "", event.entities, 0, event.text.length);
  bubble.append(words);
  const time = new Date(event.date * 1000).toLocaleTimeString(language, { hour: "numeric", minute: "2-digit" });
  const edited = event.by === "person" && event.kind === "edited" ? `${say("edited")} ` : "";
  bubble.append(make("span", "when", edited + time));
  item.append(bubble);
  if (mine?.id === event.message_id && !mine.text.startsWith("/")) item.append(editButton());
  const buttons = event.buttons.flat();
  if (buttons.length) {
    const keys = make("div", "keys");
    for (const row of event.buttons) {
      const line = make("div", row.length > 3 ? "many" : "");
      line.append(...row.map((button) => key(event, button)));
      keys.append(line);
    }
    item.append(keys);
  }
  return item;
}

// Only the newest text of the person can be changed: the bot replaces no older answer.
function noteMine(event) {
  if (mine && event.message_id < mine.id) return;
  if (mine?.id !== event.message_id) {
    shown.get(mine?.id)?.querySelector(".edit")?.remove();
    stopEditing();
  }
  mine = { id: event.message_id, text: event.text };
}

function editButton() {
  const press = make("button", "edit", say("edit"));
  press.type = "button";
  press.setAttribute("aria-label", say("editLast"));
  press.onclick = startEditing;
  return press;
}

// Entities count UTF-16 units, and so do JavaScript's strings.
function weave(parent, text, entities, start, end) {
  let here = start, after = false;
  const plain = (from, to) => {
    const piece = text.slice(from, to);
    parent.append(after ? piece.replace(/^\n/, "") : piece);
    after = false;
  };
  const inside = entities.filter((e) => e.offset >= start && e.offset < end);
  while (inside.length) {
    const entity = inside.shift();
    if (entity.offset < here) continue;
    if (entity.offset > here) plain(here, entity.offset);
    const stop = Math.min(end, entity.offset + entity.length);
    const element = dressed(entity, text.slice(entity.offset, stop));
    // An edited text may name a command twice: a button inside a button is none.
    const within = inside.filter((e) => e.offset < stop && e.type !== entity.type);
    weave(element, text, within, entity.offset, stop);
    parent.append(element);
    after = ["BLOCKQUOTE", "PRE"].includes(element.tagName);
    here = stop;
  }
  if (here < end) plain(here, end);
  if (!parent.childNodes.length && text) parent.append(text);
}

function dressed(entity, words) {
  const tags = {
    bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
    blockquote: "blockquote", expandable_blockquote: "blockquote",
  };
  if (entity.type === "url" || entity.type === "text_link") return link(entity.url || words);
  if (entity.type === "email") return link(`mailto:${words}`);
  if (entity.type === "bot_command") {
    const command = make("button", "command");
    command.type = "button";
    command.onclick = () => act("text", { text: words });
    return command;
  }
  if (entity.type === "spoiler") {
    const spoiler = make("span", "spoiler");
    spoiler.tabIndex = 0;
    spoiler.onclick = spoiler.onkeydown = () => spoiler.classList.add("shown");
    return spoiler;
  }
  return make(tags[entity.type] || "span");
}

function link(address) {
  const a = make("a");
  if (/^(https?:|mailto:|tel:)/i.test(address)) a.href = address;
  else if (/^[\w-]+(\.[\w-]+)+/.test(address)) a.href = `https://${address}`;
  a.target = "_blank";
  a.rel = "noopener noreferrer";
  return a;
}

function key(event, button) {
  if (button.url) {
    const a = link(button.url);
    a.textContent = button.text;
    return a;
  }
  const press = make("button", "", button.text);
  press.type = "button";
  press.onclick = async (click) => {
    followWithFocus = click.detail === 0;
    press.setAttribute("aria-busy", "true");
    const body = { message_id: event.message_id, data: button.data };
    if (!(await act("tap", body, "noButton"))) settleKeys();
  };
  return press;
}

function settleKeys() {
  for (const press of list.querySelectorAll('[aria-busy="true"]')) press.removeAttribute("aria-busy");
}

function picture(file) {
  const a = make("a");
  a.href = file.url;
  a.download = file.name;
  const image = make("img", "photo");
  image.src = file.url;
  image.alt = say("photo");
  image.onload = () => { if (talk.scrollHeight - talk.scrollTop - talk.clientHeight < 420) scrollTo(null, true); };
  a.append(image);
  return a;
}

function card(file) {
  const a = make("a", "card");
  a.href = file.url;
  a.download = file.name;
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M12 4v11M7 11l5 5 5-5M5 20h14");
  icon.append(path);
  const words = make("span");
  words.append(make("b", "", file.name), make("small", "", `${size(file.size)} · ${say("download")}`));
  a.append(icon, words);
  return a;
}

function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1e6).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
}

function make(tag, name = "", words = "") {
  const element = document.createElement(tag);
  if (name) element.className = name.trim();
  if (words) element.textContent = words;
  return element;
}

// What stands around the talk

function introduce(told) {
  if (JSON.stringify(told) === JSON.stringify(bot)) return;
  bot = told;
  document.title = at("name").textContent = at("hello-name").textContent = bot.name;
  at("hello-words").textContent = bot.description || say("hello");
  for (const face of document.querySelectorAll(".face")) face.textContent = [...bot.name][0].toUpperCase();
  at("commands").replaceChildren(...bot.commands.map((command) => {
    const press = make("button");
    press.type = "button";
    press.append(make("b", "", `/${command.command}`), make("span", "", command.description));
    press.onclick = () => { openCommands(false); act("text", { text: `/${command.command}` }); };
    return press;
  }));
  at("open-commands").hidden = shown.size === 0 || !bot.commands.length;
}

function dress() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  field.placeholder = say("message");
}

function state(key) {
  const words = key ? say(key) : "";
  if (at("state").textContent !== words) at("state").textContent = words;
  at("state").hidden = !key;
}

function toast(words) {
  const note = make("p", "", words);
  at("toasts").append(note);
  setTimeout(() => note.remove(), Math.max(2500, 70 * words.length));
}

function warn(words) {
  at("alert-words").textContent = words;
  if (!at("alert").open) at("alert").showModal();
}

function showTyping(action) {
  const near = talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
  at("typing-words").textContent = say(action === "typing" ? "typing" : "file");
  at("typing").hidden = false;
  clearTimeout(typingTimer);
  typingTimer = setTimeout(hideTyping, TYPING_MS);
  if (near) talk.scrollTop = talk.scrollHeight;
}

function hideTyping() {
  clearTimeout(typingTimer);
  at("typing").hidden = true;
}

function openCommands(open) {
  at("commands").hidden = !open;
  at("open-commands").setAttribute("aria-expanded", String(open));
  if (open) at("commands").firstElementChild?.focus();
}

// What the person does

async function send() {
  const text = field.value.trim(), changed = editing;
  if (!text) return;
  if (changed) {
    stopEditing();
    if (text === changed.text) return;
  } else fill("");
  const body = changed ? { text, edit_message_id: changed.id } : { text };
  if (await act("text", body)) return;
  if (changed) startEditing();
  fill(text);
}

function startEditing() {
  if (!mine || mine.text.startsWith("/")) return;
  editing = { ...mine, draft: editing ? editing.draft : field.value };
  at("editing").hidden = false;
  at("editing-words").textContent = say("editing");
  fill(mine.text);
  field.focus();
}

function stopEditing() {
  if (!editing) return;
  at("editing").hidden = true;
  at("editing-words").textContent = "";
  fill(editing.draft);
  editing = null;
}

function fill(text) {
  field.value = text;
  grow();
}

function grow() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}

async function upload(files) {
  const album = files.length > 1 ? String(Date.now()) : "";
  for (const file of files) {
    if (file.size > MOST_BYTES) { toast(say("tooBig")); continue; }
    const form = new FormData();
    form.append("kind", SHOWN_AS_PHOTO.includes(file.type) ? "photo" : "document");
    if (album) form.append("media_group_id", album);
    form.append("file", file, file.name);
    await act("file", form);
  }
}

function newPerson(code) {
  language = code;
  person = undefined;
  at("menu").open = false;
  forget();
  follow();
}

at("composer").onsubmit = (event) => { event.preventDefault(); send(); };
at("start").onclick = (click) => {
  followWithFocus = click.detail === 0;
  act("text", { text: "/start" });
};
at("attach").onclick = () => at("file").click();
at("file").onchange = async () => { const files = [...at("file").files]; at("file").value = ""; await upload(files); };
at("open-commands").onclick = () => openCommands(at("commands").hidden);
at("new-en").onclick = () => newPerson("en");
at("new-es").onclick = () => newPerson("es");
at("block").onclick = () => { at("menu").open = false; act(blocked ? "unblock" : "block", {}); };
at("cancel").onclick = () => { stopEditing(); field.focus(); };
at("newest").onclick = () => { talk.scrollTop = talk.scrollHeight; };
// When the bars around the talk grow or shrink, its newest words stay in view.
let atEnd = true;
new ResizeObserver(() => { if (atEnd) talk.scrollTop = talk.scrollHeight; }).observe(talk);
field.oninput = grow;
field.onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  if (event.key === "ArrowUp" && !field.value) { event.preventDefault(); startEditing(); }
};
talk.onwheel = talk.ontouchmove = () => { acted = false; };
talk.onscroll = () => {
  const below = talk.scrollHeight - talk.scrollTop - talk.clientHeight;
  atEnd = below < 40;
  at("newest").hidden = below < 160;
};
document.onkeydown = (event) => {
  if (event.key !== "Escape") return;
  at("menu").open = false;
  if (editing) { stopEditing(); field.focus(); }
  if (!at("commands").hidden) { openCommands(false); at("open-commands").focus(); }
};
document.onclick = (event) => {
  if (!at("menu").contains(event.target)) at("menu").open = false;
  if (!event.target.closest("#commands, #open-commands")) openCommands(false);
};

follow();
