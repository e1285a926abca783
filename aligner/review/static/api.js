// The server's answers. Whatever it refuses is thrown with its own words.

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function answer(request) {
  let response;
  try {
    response = await request;
  } catch {
    throw new Refused(0, "the program does not respond; is it still running?");
  }
  let content = {};
  try {
    content = await response.json();
  } catch {
    // Said below by the status.
  }
  if (!response.ok) throw new Refused(response.status, content.error || `error ${response.status}`);
  return content;
}

export function get(name, values = {}) {
  return answer(fetch(`/api/${name}?${new URLSearchParams(values)}`));
}

export function post(name, body) {
  return answer(
    fetch(`/api/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
}
