/* Looks names up while somebody types; what is chosen is opened in the chart. Enter takes the first. */
const PAUSE_MS = 200;

export function watchSearch(form, list, status, model, choose) {
  let asked = 0;
  let timer = 0;

  async function look(q) {
    const number = (asked += 1);
    const found = q.trim() ? await model.search(q) : [];
    if (number !== asked) return;
    list.replaceChildren(...found.map(itemOf));
    list.hidden = !found.length;
    status.textContent = q.trim() ? (found.length ? `${found.length} found` : form.dataset.none) : "";
  }

  function itemOf({ id, title, note }) {
    const [item, button, small] = ["li", "button", "small"].map((name) => document.createElement(name));
    button.type = "button";
    button.dataset.id = id;
    small.textContent = note;
    button.append(title, small);
    item.append(button);
    return item;
  }

  async function take(button) {
    if (!button) return;
    list.hidden = true;
    await choose(button.dataset.id);
  }

  form.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(target.value), PAUSE_MS);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await look(form.elements.q.value);
    await take(list.querySelector("button"));
  });
  list.addEventListener("click", ({ target }) => void take(target.closest("button")));
  for (const place of [form, list]) {
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape") list.hidden = true;
    });
  }
}
