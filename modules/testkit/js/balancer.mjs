// A load balancer that remembers nothing, for clients of other languages. It runs until it is ended.
import { RoundRobin } from "./lib/round-robin.mjs";
import { number, urls } from "./lib/settings.mjs";

await RoundRobin.listen(urls(), number("PORT"));
console.log("listening");
