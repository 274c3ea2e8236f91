"""Every address of the site. None carries anything about a person."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from guidance.languages import in_every_language
from guidance.views import (
    ad,
    appearance,
    compare,
    cv,
    earlier_jobs,
    education,
    feedback,
    finance,
    gap,
    health,
    holdings,
    life,
    mine,
    note,
    occupation,
    offer,
    pages,
    plan_file,
    session,
    share,
    skills,
    start,
    suggestions,
    takeaway,
    target,
    way,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start.start, name="start"),
    path("kan/", skills.skills, name="skills"),
    path("kan/cv/", cv.cv, name="cv"),
    path("kan/jobb/", earlier_jobs.earlier_jobs, name="earlier_jobs"),
    path("kan/jobb/ja/", earlier_jobs.add_earlier_job, name="add_earlier_job"),
    path("kan/svar/", skills.answer_skill, name="answer_skill"),
    path("kan/mer/", skills.add_skill, name="add_skill"),
    path("kan/annat/", life.life, name="life"),
    path("kan/papper/", holdings.holdings, name="holdings"),
    path("annons/", ad.ad, name="ad"),
    path("annons/krav/", ad.asked, name="asked"),
    path("mal/", target.target, name="target"),
    path("mal/ja/", target.choose_target, name="choose_target"),
    path("mal/forslag/", suggestions.suggestions, name="suggestions"),
    path("yrke/<str:concept>/", occupation.occupation, name="occupation"),
    path("jamfor/", compare.compare, name="compare"),
    path("jamfor/ja/", compare.add_compared, name="add_compared"),
    path("jamfor/nej/", compare.remove_compared, name="remove_compared"),
    path("saknas/", gap.gap, name="gap"),
    path("vagen/", way.way, name="way"),
    path("vagen/granser/", way.change_limits, name="change_limits"),
    path("vagen/ja/", way.choose_plan, name="choose_plan"),
    path("vagen/pengar/", finance.finance, name="finance"),
    path("utbildning/<str:education_id>/", education.education, name="education"),
    path("ta-med/", takeaway.takeaway, name="takeaway"),
    path("ta-med/planfil/", plan_file.download_plan_file, name="download_plan_file"),
    path("ta-med/europass/", plan_file.download_europass, name="download_europass"),
    path("ta-med/json-resume/", plan_file.download_json_resume, name="download_json_resume"),
    path("ta-med/anteckning/", note.add_note, name="add_note"),
    path("oppna/", plan_file.open_plan_file, name="open_plan_file"),
    path("dela/", share.share_plan, name="share"),
    path("dela/aterkalla/", share.revoke_code, name="revoke_code"),
    path("kod/", share.open_code, name="open_code"),
    path("kod/svar/", offer.answer_offer, name="answer_offer"),
    path("forlang/", session.extend, name="extend"),
    path("slut/", session.session_ended, name="session_ended"),
    path("mina-uppgifter/", mine.mine, name="mine"),
    path("mina-uppgifter/radera/", mine.wipe, name="wipe"),
    path("mina-uppgifter/raderat/<str:receipt>/", mine.wiped, name="wiped"),
    path("stammer-inte/", feedback.objection, name="objection"),
    path("om/", pages.about, name="about"),
    path("sa-fungerar-det/", pages.how_it_works, name="how_it_works"),
    path("integritet/", pages.privacy, name="privacy"),
    path("kakor/", pages.cookies, name="cookies"),
    path("etik/", pages.ethics, name="ethics"),
    path("tillganglighet/", pages.accessibility, name="accessibility"),
    path("utseende.css", appearance.stylesheet, name="appearance"),
    path("logotyp", appearance.logo, name="logo"),
]
# What is for machines has one address each, without a language.
urlpatterns = [
    in_every_language(urlpatterns),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]

if settings.ADMIN_PATH:
    from django.contrib import admin

    urlpatterns.append(path(f"{settings.ADMIN_PATH}/", admin.site.urls))
