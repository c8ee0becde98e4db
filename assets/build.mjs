// Builds what pages and PDFs need from npm into var/assets: poet.css, fonts/ (web), ttf/ (PDF) and pictures/; our own
// scripts are copied as they stand.
//
//   node assets/build.mjs [FOLDER]      the folder is $POET_VAR/assets, or var/assets, when none is given
//
// File names are the same on every build; the fingerprints in names are made by the portal's static files.

import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, existsSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import * as sass from "sass"

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..")
const MODULES = join(ROOT, "node_modules")
const WEB = join(MODULES, "@fontsource/atkinson-hyperlegible-next/files")
const PRINT = join(MODULES, "@expo-google-fonts/atkinson-hyperlegible-next")

const URDU_WEB = join(MODULES, "@fontsource/noto-naskh-arabic/files")
const URDU_PRINT = join(MODULES, "@expo-google-fonts/noto-naskh-arabic")
const DRAWN = join(MODULES, "openmoji/color/svg")

const webFonts = ["latin", "latin-ext"].flatMap((alphabet) =>
  [400, 700].map((weight) => `atkinson-hyperlegible-next-${alphabet}-${weight}-normal.woff2`)
)
const printFonts = ["400Regular", "400Regular_Italic", "600SemiBold", "700Bold", "700Bold_Italic"].map(
  (style) => `${style}/AtkinsonHyperlegibleNext_${style}.ttf`
)

const urduWebFonts = [400, 700].map((weight) => `noto-naskh-arabic-arabic-${weight}-normal.woff2`)
const urduPrintFonts = ["400Regular", "700Bold"].map((style) => `${style}/NotoNaskhArabic_${style}.ttf`)

const scripts = ["read-aloud.js"]

/** The pictures that instruments/pictures.toml lists: [name, glyph]. */
function pictures() {
  const table = readFileSync(join(ROOT, "instruments/pictures.toml"), "utf8")
  return [...table.matchAll(/^([a-z0-9-]+) = \{ glyph = "([0-9A-F-]+)"/gm)].map(([, name, glyph]) => [name, glyph])
}

/** The stylesheet as one compressed text. */
function stylesheet() {
  const { css } = sass.compile(join(ROOT, "assets/poet.scss"), { style: "compressed", loadPaths: [MODULES], quietDeps: true })
  return css
}

/** Stop the build when the stylesheet names GOV.UK's own property or a file that was not built. */
function check(css, folder) {
  const reserved = /GDS Transport|crest|crown/i.exec(css)
  if (reserved) throw new Error(`poet.css names ${reserved[0]}, which only GOV.UK may use. Leave that component out of poet.scss.`)
  for (const [, file] of css.matchAll(/url\(["']?([^"')]+)["']?\)/g)) {
    if (!file.startsWith("data:") && !existsSync(join(folder, file))) {
      throw new Error(`poet.css names ${file}, which is not built. Copy it in assets/build.mjs.`)
    }
  }
}

/** Fill an empty folder with everything. */
function build(folder) {
  for (const part of ["fonts", "ttf", "pictures"]) mkdirSync(join(folder, part), { recursive: true })
  for (const font of webFonts) cpSync(join(WEB, font), join(folder, "fonts", font))
  for (const font of printFonts) cpSync(join(PRINT, font), join(folder, "ttf", basename(font)))
  for (const font of urduWebFonts) cpSync(join(URDU_WEB, font), join(folder, "fonts", font))
  for (const font of urduPrintFonts) cpSync(join(URDU_PRINT, font), join(folder, "ttf", basename(font)))
  for (const [name, glyph] of pictures()) cpSync(join(DRAWN, `${glyph}.svg`), join(folder, "pictures", `${name}.svg`))
  for (const script of scripts) cpSync(join(ROOT, "assets", script), join(folder, script))
  const css = stylesheet()
  check(css, folder)
  writeFileSync(join(folder, "poet.css"), css)
}

// Built aside and moved into place: a server never sees half a build, and a failed build leaves the last one standing.
const target = resolve(process.argv[2] ?? join(process.env.POET_VAR ?? join(ROOT, "var"), "assets"))
const aside = `${target}.new`
rmSync(aside, { recursive: true, force: true })
build(aside)
rmSync(target, { recursive: true, force: true })
renameSync(aside, target)
