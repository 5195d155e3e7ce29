// Shows the AsyncAPI document of a profile: what clients send, what they get, and how it is acknowledged. Whatever stands in
// a document gets into the page as text.

const { profiles } = await (await fetch("profiles.json")).json();
const wanted = new URLSearchParams(location.search).get("profile");
const profile = profiles.find((each) => each.profile === wanted)?.profile ?? profiles[0]?.profile;

for (const each of profiles) {
  const link = element("a", each.profile);
  link.href = `?profile=${encodeURIComponent(each.profile)}`;
  if (each.profile === profile) link.setAttribute("aria-current", "page");
  document.getElementById("profiles").append(link);
}

const page = document.getElementById("events");
const api = profile && (await (await fetch(`../asyncapi/${profile}.json`)).json());
page.replaceChildren(...(api ? whole() : [element("p", "No namespace speaks a profile that is described.")]));
document.getElementById(decodeURIComponent(location.hash.slice(1)))?.setAttribute("open", "");

function whole() {
  const operations = Object.values(api.operations ?? {});
  return [
    element("h2", api.info.title),
    ...prose(api.info.description),
    element("h2", "Sent by clients"),
    ...operations.filter((each) => each.action === "receive").flatMap(events),
    element("h2", "Sent to clients"),
    ...operations.filter((each) => each.action === "send").flatMap(events),
  ];
}

function events(operation) {
  const replies = (operation.reply?.messages ?? []).map(resolved);
  return (operation.messages ?? []).map((each) => event(resolved(each), replies));
}

function event(message, replies) {
  const details = element("details");
  const name = message.name ?? message.title ?? "";
  details.id = name;
  const summary = element("summary");
  summary.append(element("code", name), element("span", message.summary ?? ""));
  details.append(summary, ...prose(message.description));
  details.append(element("h4", message["x-spread"] ? "Arguments" : "Argument"), ...payload(message));
  for (const reply of replies) {
    details.append(element("h4", `Acknowledged: ${reply.title ?? reply.summary ?? reply.name ?? ""}`), ...payload(reply));
  }
  return details;
}

function payload(message) {
  const list = element("ul");
  list.className = "schema";
  list.append(schema("", message.payload ?? {}, false, new Set()));
  return [list, ...(message.examples ?? []).map((each) => element("pre", JSON.stringify(each.payload, null, 2)))];
}

/** A line for a schema, and below it those of what it is made of. */
function schema(name, from, required, open) {
  const line = element("li");
  if (name) line.append(element("code", name));
  const target = from?.$ref;
  if (open.has(target)) {
    line.append(element("span", " as above"));
    return line;
  }
  const of = resolved(from);
  const inside = target ? new Set(open).add(target) : open;
  const type = element("span", `${typeOf(of)}${required ? ", required" : ""}`);
  type.className = "type";
  line.append(type, ...inline(of.description ?? ""));
  const parts = [
    ...Object.entries(of.properties ?? {}).map(([key, value]) => schema(key, value, of.required?.includes(key), inside)),
    ...["oneOf", "anyOf", "allOf"].flatMap((key) =>
      (of[key] ?? []).filter((each) => each.$ref || each.type || each.properties || "const" in each || each.enum)
        .map((each) => schema(key === "allOf" ? "and" : "or", each, false, inside)),
    ),
    ...(Array.isArray(of.items) ? of.items.map((each, i) => schema(`${i + 1}.`, each, false, inside)) : []),
    ...(of.items && !Array.isArray(of.items) ? [schema("each", of.items, false, inside)] : []),
  ];
  if (parts.length) {
    const list = element("ul");
    list.className = "schema";
    list.append(...parts);
    line.append(list);
  }
  return line;
}

function typeOf(of) {
  if ("const" in of) return JSON.stringify(of.const);
  if (of.enum) return of.enum.map((each) => JSON.stringify(each)).join(" | ");
  const type = [of.type ?? (of.properties ? "object" : of.oneOf || of.anyOf || of.allOf ? "" : "anything")].flat().join(" or ");
  const range = [["minimum", "from"], ["maximum", "to"], ["minLength", "from"], ["maxLength", "to"], ["minItems", "from"], ["maxItems", "to"]]
    .filter(([key]) => key in of)
    .map(([key, word]) => `${word} ${of[key]}`);
  return [type, ...range].join(" ");
}

/** What a reference stands for; the documents refer to nothing but themselves. */
function resolved(node) {
  let here = node;
  while (here?.$ref) {
    here = here.$ref.slice(2).split("/").reduce((at, key) => at?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], api);
  }
  return here ?? {};
}

/** Paragraphs and lists, with code in them. */
function prose(text = "") {
  return text.trim().split(/\n\s*\n/).filter(Boolean).flatMap((block) => {
    const items = block.split(/\n(?=\s*[-*] )|^(?=\s*[-*] )/).filter(Boolean);
    if (!/^\s*[-*] /.test(items.at(-1))) return [filled("p", block)];
    const list = element("ul");
    list.append(...items.filter((each) => /^\s*[-*] /.test(each)).map((each) => filled("li", each.replace(/^\s*[-*] /, ""))));
    const lead = items.filter((each) => !/^\s*[-*] /.test(each)).map((each) => filled("p", each));
    return [...lead, list];
  });
}

function filled(tag, text) {
  const made = element(tag);
  made.append(...inline(text));
  return made;
}

function inline(text) {
  return text.split(/(`[^`]*`)/).filter(Boolean).map((part) =>
    part.length > 1 && part.startsWith("`") ? element("code", part.slice(1, -1)) : document.createTextNode(part.replaceAll("**", "")),
  );
}

function element(tag, text) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  return made;
}
