// Search and folding. The page says everything without them.
const tools = document.querySelector(".tools");
const field = document.getElementById("find");
const found = tools.querySelector("output");
const folds = [...document.querySelectorAll("details")];
const entries = [...document.querySelectorAll("main section > ul > li")];

function search() {
  const wanted = field.value.trim().toLowerCase();
  let matches = 0;
  for (const entry of entries) {
    const matching = !wanted || entry.textContent.toLowerCase().includes(wanted);
    entry.hidden = !matching;
    matches += wanted && matching ? 1 : 0;
  }
  for (const section of document.querySelectorAll("main section")) {
    section.hidden = !section.querySelector(":scope > ul > li:not([hidden])");
  }
  if (wanted) {
    for (const fold of folds) {
      if (fold.textContent.toLowerCase().includes(wanted)) fold.open = true;
    }
  }
  found.value = wanted ? found.dataset.matches.replace("{0}", matches) : "";
}

tools.hidden = false;
tools.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("input", search);
for (const button of tools.querySelectorAll("button")) {
  button.addEventListener("click", () => folds.forEach((fold) => { fold.open = button.dataset.fold === "open"; }));
}
