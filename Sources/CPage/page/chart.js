// Charts of trends, as SVG. The table beside them has the same figures.

import { h, number, svg, told } from "./dom.js";
import { t } from "./messages.js";
import { shortened, visible } from "./text.js";

const width = 880;
const height = 340;
const margin = { left: 60, right: 20, top: 16, bottom: 36 };
/// Queries are told apart by colour, by the pattern of the line and by the shape of its points.
const dashes = ["", "7 4", "2 4", "10 3 2 3", "14 4", "4 2"];
export const mostSeries = 6;

/// A round number at or above a value, with its step: four to six steps.
export function scale(most) {
  if (!(most > 0)) return { top: 1, step: 1 };
  const rough = most / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  return { top: Math.ceil(most / step - 1e-9) * step, step };
}

function point(index, x, y) {
  const shapes = [
    () => svg("circle", { cx: x, cy: y, r: 3.5 }), () => svg("rect", { x: x - 3.2, y: y - 3.2, width: 6.4, height: 6.4 }),
    () => svg("path", { d: `M${x} ${y - 4.4}l4.2 7.4h-8.4z` }), () => svg("path", { d: `M${x} ${y - 4.6}l4.6 4.6l-4.6 4.6l-4.6 -4.6z` }),
    () => svg("path", { d: `M${x} ${y + 4.4}l4.2 -7.4h-8.4z` }), () => svg("rect", { x: x - 1.8, y: y - 4.4, width: 3.6, height: 8.8 }),
  ];
  return shapes[index % shapes.length]();
}

function axes(top, step, y) {
  const group = svg("g", { class: "axes" });
  for (let value = 0; value <= top + step / 2; value += step) {
    group.append(svg("line", { x1: margin.left, x2: width - margin.right, y1: y(value), y2: y(value) }),
      svg("text", { x: margin.left - 8, y: y(value) + 4, "text-anchor": "end" }, number(Number(value.toPrecision(6)))));
  }
  return group;
}

/// Lines over time. `series` are `{query, values}` with a number or `null` for each label.
export function lineChart(labels, series, description) {
  const { top, step } = scale(Math.max(0, ...series.flatMap((one) => one.values.filter((value) => value !== null))));
  const inner = width - margin.left - margin.right;
  const x = (index) => margin.left + (labels.length < 2 ? inner / 2 : (inner * index) / (labels.length - 1));
  const y = (value) => height - margin.bottom - ((height - margin.top - margin.bottom) * value) / top;
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": description, class: "chart" }, axes(top, step, y));
  const every = Math.max(1, Math.ceil(labels.length / 12));
  const names = svg("g", { class: "labels" });
  labels.forEach((label, index) => {
    if (index % every === 0 && (index === 0 || x(index) < width - margin.right + 1)) names.append(svg("text", { x: x(index), y: height - 12, "text-anchor": "middle" }, label));
  });
  chart.append(names);
  series.forEach((one, number_) => {
    const group = svg("g", { class: "series series-" + number_ });
    let path = "";
    let isDrawing = false;
    one.values.forEach((value, index) => {
      // Where there is no text there is no point, and no line over it.
      if (value === null) isDrawing = false;
      else {
        path += (isDrawing ? "L" : "M") + x(index).toFixed(1) + " " + y(value).toFixed(1);
        isDrawing = true;
      }
    });
    group.append(svg("path", { d: path, class: "line", "stroke-dasharray": dashes[number_ % dashes.length] || null }));
    one.values.forEach((value, index) => {
      if (value === null || (labels.length > 120 && value === 0)) return;
      const mark = point(number_, x(index), y(value));
      mark.classList.add("point");
      mark.append(svg("title", null, `${visible(one.query)} · ${labels[index]} · ${number(Number(value.toPrecision(4)))}`));
      group.append(mark);
    });
    chart.append(group);
  });
  return chart;
}

/// Bars for values without an order of their own.
export function barChart(labels, series, description) {
  const shown = Math.min(labels.length, 25);
  const rowHeight = 14 * series.length + 12;
  const full = shown * rowHeight + 10;
  const left = 190;
  const most = Math.max(1e-9, ...series.flatMap((one) => one.values.filter((value) => value !== null)));
  const chart = svg("svg", { viewBox: `0 0 ${width} ${full}`, role: "img", "aria-label": description, class: "chart bars" });
  for (let row = 0; row < shown; row += 1) {
    const y = row * rowHeight + 6;
    chart.append(svg("text", { x: left - 10, y: y + rowHeight / 2 - 1, "text-anchor": "end", class: "bar-label" }, svg("title", null, visible(labels[row])), visible(shortened(labels[row], 13))));
    series.forEach((one, index) => {
      const value = one.values[row];
      if (value === null) return;
      const length = ((width - left - 90) * value) / most;
      chart.append(svg("rect", { x: left, y: y + index * 14, width: Math.max(1, length).toFixed(1), height: 11, rx: 2, class: "bar series-" + index }),
        svg("text", { x: left + length + 6, y: y + index * 14 + 10, class: "bar-value" }, number(Number(value.toPrecision(4)))));
    });
  }
  return chart;
}

export function legend(series) {
  return h("ul", { class: "legend", "aria-label": t("legend") }, series.map((one, index) => {
    const sample = svg("svg", { viewBox: "0 0 34 14", "aria-hidden": "true", class: "sample series series-" + index }, svg("path", { d: "M1 7h32", class: "line", "stroke-dasharray": dashes[index % dashes.length] || null }));
    const mark = point(index, 17, 7);
    mark.classList.add("point");
    sample.append(mark);
    return h("li", null, sample, told(one.query, { limit: 60 }));
  }));
}
