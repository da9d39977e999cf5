-- One revocation, the others that aren't lifted on its targets, and what holds those targets, in one step.
-- KEYS: control hash, handle hash, active hash, removed viewers
-- ARGV: prefix of revocations, prefix of links, id, '1' to follow the others' targets too, most targets,
--       cutoffs accepted before this second (YYYY-MM-DDThh:mm:ss) are over and aren't followed, then for each kind of target: its name, prefix of its handles
-- Returns {position, 1 if everything is here, {revocation without targets...}, {{handle, state, ids on it, link, removal}...}}; a missing value is false.
local FIRST_KIND = 7
local prefixes = {}
for i = FIRST_KIND, #ARGV, 2 do
  prefixes[ARGV[i]] = ARGV[i + 1]
end
local most = tonumber(ARGV[5])
local queue, queued = { ARGV[3] }, { [ARGV[3]] = true }
local revocations, held, seen = {}, {}, {}

local function hold(target)
  local handle = prefixes[target.kind] .. target.id
  if seen[handle] then
    return true
  end
  if #held == most then
    return false
  end
  seen[handle] = true
  local active = redis.call('HGET', KEYS[3], handle) or ''
  for id in string.gmatch(active, '%S+') do
    if not queued[id] then
      queued[id] = true
      queue[#queue + 1] = id
    end
  end
  local link = target.kind == 'link' and redis.call('GET', ARGV[2] .. target.id)
  local removal = target.kind == 'subject' and redis.call('HGET', KEYS[4], target.id)
  held[#held + 1] = { handle, redis.call('HGET', KEYS[2], handle), active, link, removal }
  return true
end

local function is_over(revocation)
  return revocation.liftedAtPosition ~= nil
    or revocation.effect == 'cutoff' and string.sub(revocation.acceptedAt, 1, 19) < ARGV[6]
end

local function collect()
  local next = 1
  while next <= #queue do
    local text = redis.call('GET', ARGV[1] .. queue[next])
    if text then
      if #revocations == most then
        return 0
      end
      local revocation = cjson.decode(text)
      if next == 1 or ARGV[4] == '1' and not is_over(revocation) then
        for _, target in ipairs(revocation.targets) do
          if not hold(target) then
            return 0
          end
        end
      end
      revocation.targets = nil
      revocations[#revocations + 1] = cjson.encode(revocation)
    end
    next = next + 1
  end
  return 1
end

local complete = collect()
return { redis.call('HGET', KEYS[1], 'position'), complete, revocations, held }
