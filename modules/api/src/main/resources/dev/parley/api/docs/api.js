// Shows the HTTP API of the node that served the page, and the routes of the profiles that it speaks.

const { profiles } = await (await fetch("docs/profiles.json")).json();

/** Requests that are tried out go where the page came from, whatever server a document names. */
function toThisNode() {
  const here = [{ url: new URL(".", document.baseURI).href.replace(/\/$/, "") }];
  const updateJsonSpec = (update) => (spec) => update({ ...spec, servers: here });
  return { statePlugins: { spec: { wrapActions: { updateJsonSpec } } } };
}

SwaggerUIBundle({
  dom_id: "#api",
  urls: [
    { name: "Parley", url: "openapi.json" },
    ...profiles.filter((each) => each.routes).map(({ profile }) => ({ name: profile, url: `openapi/${profile}.json` })),
  ],
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  plugins: [toThisNode],
  layout: "StandaloneLayout",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
