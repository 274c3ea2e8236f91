"""JobEd Connect: a second opinion on which educations lead to an occupation.

Only for the quality report. It knows what employers write, not what an education qualifies for, so
it is never shown to a citizen and never part of an answer; nothing in `guidance` may import it.

    with Http(access) as http:                        # addresses: {"JOBED_CONNECT_URL": …}
        client.fetch_opinions(http, folder, occupation_ids, progress=…)
    for opinion in client.opinions_in(folder):        # a carried folder reads the same
        comparison.compared(ours, opinion)            # ours: education id → Course(title, form)
"""
