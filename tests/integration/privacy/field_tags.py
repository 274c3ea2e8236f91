"""Every field of every table, by what it is about. A new field fails the tests until it is here.

catalogue: of an open register · operational: of our own running · personal: about a human being.
"""

IMPORTED = {"operational": "run fingerprint withdrawn_at id"}

TAGS: dict[str, dict[str, str]] = {
    "catalog.Source": {"catalogue": "key name publisher licence url", "operational": "is_enabled"},
    "catalog.ImportRun": {
        "operational": "id source origin is_sample data_version state started_at finished_at seen "
        "added changed unchanged withdrawn quarantined repaired message is_full since watermark "
        "validators"
    },
    "catalog.QuarantinedRecord": {
        "operational": "id run kind record_id field reason detail outcome"
    },
    "catalog.SnapshotBuild": {
        "operational": "number content_id built_at is_complete seconds statistics runs"
    },
    "catalog.QualityReport": {
        "operational": "snapshot catalogue_id judged_on made_at seconds missing sources"
    },
    "catalog.QualityFigures": {"operational": "id report scope key name figures"},
    "catalog.EducationReading": {
        "operational": "education skills targets requirement is_training is_repeat"
    },
    "catalog.RegisteredQualification": IMPORTED
    | {
        "catalogue": "name education_code seqf_level kind proof body status knowledge skills "
        "responsibility area sun_code decided ends url"
    },
    "catalog.VocationalDecision": IMPORTED
    | {
        "catalogue": "name case_number education_code year is_granted has_started area sun_code "
        "seqf_level degree credits is_distance pace provider municipality_codes places"
    },
    # Of editors there is an account's number, and what they wrote about the catalogue.
    "catalog.Override": {
        "operational": "id author created_at is_active outcome outcome_detail snapshot",
        "catalogue": "kind action subject target how reason",
    },
    "catalog.Switch": {"operational": "key is_on reason"},
    "catalog.Edit": {"operational": "id at editor table record action before after"},
    "catalog.Concept": IMPORTED
    | {"catalogue": "type preferred_label definition code deprecated first_version last_version"},
    "catalog.Place": IMPORTED | {"catalogue": "municipality latitude longitude"},
    "catalog.ConceptLabel": IMPORTED | {"catalogue": "concept kind language text"},
    "catalog.ConceptRelation": IMPORTED | {"catalogue": "source target kind weight"},
    "catalog.Substitutability": IMPORTED | {"catalogue": "source target percentage"},
    "catalog.OccupationSkill": IMPORTED
    | {"catalogue": "occupation skill origin is_essential weight"},
    # Texts of ads are masked before they are stored: no contact person is left in them.
    "catalog.JobAd": IMPORTED
    | {
        "catalogue": "headline text occupation group municipality_code published deadline "
        "vacancies url"
    },
    "catalog.AdCount": IMPORTED | {"catalogue": "group place kind period count"},
    "catalog.Wage": IMPORTED | {"catalogue": "group year percentile_10 mean percentile_90"},
    "catalog.Forecast": IMPORTED
    | {"catalogue": "occupation group place round situation chances outlook"},
    "catalog.Provider": IMPORTED | {"catalogue": "name name_en url municipality_code town body"},
    "catalog.Education": IMPORTED
    | {
        "catalogue": "base code title title_en description url form configuration levels "
        "is_vocational gives_degree degree seqf_level credits credit_system weeks eligibility "
        "recommended student_aid sun_codes subject_codes ssyk_codes last_edited expires"
    },
    "catalog.EducationEvent": IMPORTED
    | {
        "catalogue": "education provider title condition start end apply_first apply_last "
        "applies_continuously application_code application_url pace municipality_code town "
        "is_distance onsite_sessions languages time_of_study fee places is_cancelled "
        "only_in_programme url expires"
    },
    "catalog.Qualification": IMPORTED | {"catalogue": "name seqf_level education"},
    "catalog.TrainsFor": IMPORTED | {"catalogue": "origin education sun_code ssyk_code"},
    # Clicks on "Stämmer inte", by week: what of the catalogue, why, how often.
    "catalog.Objection": {"operational": "key kind subject reason week count"},
    # Django's own, for the catalogue's admin: whoever runs the site, never a citizen.
    "contenttypes.ContentType": {"operational": "id app_label model"},
    "auth.Permission": {"operational": "id name content_type codename"},
    "auth.Group": {"operational": "id name permissions"},
    "auth.Group_permissions": {"operational": "id group permission"},
    "auth.User_groups": {"operational": "id user group"},
    "auth.User_user_permissions": {"operational": "id user permission"},
    "auth.User": {
        "operational": "id is_superuser is_staff is_active groups user_permissions",
        "personal": "password last_login username first_name last_name email date_joined",
    },
}
CITIZEN_APPS = frozenset({"catalog", "guidance"})
