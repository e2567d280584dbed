-- What wrk asks of `graphkit serve`: nine good queries, then one that means harm, and so on.
-- Good answers are known by their first variable, ?good.

local good = {
  "SELECT ?good ?label { ?good rdf:predicate gk:joined ; rdfs:label ?label } ORDER BY ?good",
  "SELECT ?good { ?good gk:recognized id:israel } ORDER BY ?good",
  "SELECT ?good (COUNT(?f) AS ?n) { ?f a gk:Fact ; rdf:predicate ?good } GROUP BY ?good ORDER BY ?good",
  "SELECT ?good ?source { ?good gk:evidence/prov:wasDerivedFrom ?source } ORDER BY ?good ?source LIMIT 50",
}

-- The first four go on for ever or grow without end; the others are refused at once.
local bad = {
  "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
  "SERVICE",
  "SELECT ?x { ?s (!gk:x|^!gk:x)*/(!gk:x|^!gk:x)* ?x . ?x (!gk:x|^!gk:x)* ?y } ORDER BY ?y",
  "INSERT DATA { id:a gk:b id:c }",
  "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '(a|aa|b)*c$')) }",
  "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
  "SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
  "SELECT * { " .. string.rep("{", 80) .. " ?s ?p ?o " .. string.rep("}", 80) .. " }",
}

local threads = {}
local turn = 0
good_sent, good_answered, bad_sent, turned_away = 0, 0, 0, 0
statuses = ""
local seen = {}

function setup(thread)
  table.insert(threads, thread)
end

local function escape(text)
  return (text:gsub("[^%w]", function(letter) return string.format("%%%02X", letter:byte()) end))
end

function request()
  turn = turn + 1
  local query
  if turn % 10 == 0 then
    bad_sent = bad_sent + 1
    query = bad[(turn / 10) % #bad + 1]
  else
    good_sent = good_sent + 1
    query = good[turn % #good + 1]
  end
  return wrk.format("GET", "/sparql?query=" .. escape(query))
end

function response(status, headers, body)
  if status == 200 and body:find('"vars":["good"', 1, true) then
    good_answered = good_answered + 1
  else
    seen[status] = (seen[status] or 0) + 1
    if status == 503 then turned_away = turned_away + 1 end
  end
  statuses = ""
  for number, count in pairs(seen) do statuses = statuses .. number .. "=" .. count .. " " end
end

function done(summary, latency, requests)
  local total = { good_sent = 0, good_answered = 0, bad_sent = 0, turned_away = 0 }
  local others = ""
  for _, thread in ipairs(threads) do
    for name in pairs(total) do total[name] = total[name] + thread:get(name) end
    others = others .. thread:get("statuses")
  end
  for name, count in pairs(total) do print("result " .. name .. " " .. count) end
  print("result socket_errors " .. summary.errors.connect + summary.errors.read + summary.errors.write)
  print("result timeouts " .. summary.errors.timeout)
  print("result seconds " .. summary.duration / 1e6)
  for _, part in ipairs({ 50, 90, 99 }) do
    print("result latency_" .. part .. " " .. latency:percentile(part) / 1e3)
  end
  print("others " .. others)
end
