"""English words that need somebody who says them.

Verbs stand as in a dictionary, and `inflected` makes their forms; a letter after `+` is doubled
before an ending (rob+b: robbed). Forms of irregular verbs, nouns and expressions stand as they are
written, as `phrases.py` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator

_VOWELS = "aeiou"
DEEDS = (
    "abduct abuse annihilate asphyxiate assassinate assault atomize bash batter bayonet behead "
    "besiege blackmail bludgeon blindfold bomb bombard brutalise brutalize bulldoze bully burn "
    "butcher castrate choke club+b coerce conscript crucify crush cudgel decapitate decimate "
    "degrade dehumanise dehumanize demolish deport desecrate devastate disembowel disfigure "
    "dismember dispossess drown electrocute enslave entomb evict execute expel+l "
    "exterminate extort flatten flog+g gag+g gas+s gouge grope gun harass hound humiliate "
    "incinerate impale impoverish intimidate kick kidnap+p kill lash liquidate loot lynch maim "
    "maltreat manhandle martyr massacre menace mistreat molest murder mutilate neglect obliterate "
    "oppress persecute pillage plunder poison pulverise pulverize pummel punch ransack "
    "rape ravage raze repress rob+b ruin sabotage scald sedate segregate shackle shell slap+p "
    "slaughter smash smother sodomise sodomize stab+b starve strafe strangle subjugate suffocate "
    "suppress terrorise terrorize threaten throttle torch torment torture traffick trample "
    "tyrannise tyrannize uproot vandalise vandalize victimise victimize violate waterboard "
    "whip+p ambush barrage blast bury_alive deform detonate deprive  "
    "eradicate ensnare exploit fabricate gun_down hang harm imperil incarcerate injure "
    "kneecap+p mow_down muzzle pelt persecute pound purge seize_hostages "
    "silence skin+n snatch stone subject_to teargas+s wound wreck"
)
THINGS = (
    "beat beats beaten beating* shot shots_at shoot* gunned gunfire slay slays slew slain hung "
    "hanged burnt stole stolen steal* torn_from tore_~_from drove_~_out driven_out driven_from "
    "drove_them_out drive/drives/drove/driven/driving_~_from/out/off pull*_~_fingernail* "
    "fingernail* toenail* threw_~_in_jail thrown_in_jail throw_~_in_jail thrown_into_~_cell* "
    "torture* "
    "torturous killing* killer* murder* murderous execution* massacre* atrocit* bloodshed "
    "bloodbath bloodletting carnage cruel cruelty cruelties crackdown* genocid* ethnic_cleansing "
    "cleans* crime* war_crime* rapist* looter* ill_treat* ill_treat* illtreat* forced_labour "
    "forced_labor forced_marriage* forced_disappearance* forced_confession* forced_displacement "
    "forced_to forces_~_to forcing_~_to forced_into forcible forcibly by_force at_gunpoint "
    "at_knifepoint human_shield* child_soldier* child_recruit* recruit*_~_child* "
    "recruit*_~_minor* recruit*_~_boys recruit*_~_girls children_into_~_ranks "
    "children_to_~_front child_to_~_front sent_to_~_front sending_~_children sends_~_children "
    "collective_punishment land_grab* seiz*_~_land seiz*_~_homes seiz*_~_houses grabbed_~_land "
    "confiscat*_~_homes mass_grave* oppression repression repressive reprisal* slave slavery "
    "torture_chamber* secret_prison* secret_jail* black_site* police_state victim* violation* "
    "sexual_violence violence violent violently domestic_violence assailant* attacker* "
    "electric_shock* electric_cable* cattle_prod* chemical_weapon* nerve_agent* barrel_bomb* "
    "cluster_bomb* set_fire set_~_on_fire set_~_alight set_alight setting_fire arson* fire_on "
    "fired_on fired_at fires_on fires_at firing_on firing_at fired_~_into_crowd* fired_into "
    "opened_fire open_fire opening_fire opens_fire wip*_out wiped_~_out wipe_~_out rained_down "
    "reign_of rule_of_terror terror left_to_die left_~_to_die let_~_die lets_~_die sent_to_die "
    "allowed_to_die to_death drag*_away dragged dragging taken_hostage hostage* ransom* vanish* "
    "disappear* held_incommunicado incommunicado without_charge without_trial without_charges "
    "without_~_lawyer without_~_food without_~_water without_~_medic* without_treatment "
    "without_any_treatment without_due_process deni*_~_medical denied_~_food denied_~_water "
    "denied_~_lawyer denied_~_treatment denied_~_access denies_~_access cut_off_~_water "
    "cut_off_~_food cut_off_~_electricity withheld_~_food withheld_~_medic* withhold*_~_food "
    "withhold*_~_medic* solitary arbitrar* unlawful* illegal* inhuman* subhuman squalid squalor "
    "unliveable unlivable overcrowd* starvation famine malnourish* malnutrition hunger emaciat* "
    "skin_and_bone* unsanitary chained chain*_to handcuffed_to strip_search* stripped_naked "
    "stripped_of naked_and stress_position* sleep_deprivation mock_execution* "
    "confessions_~_beaten confessions_~_extracted confession_~_extracted confessions_were "
    "confession*_under beaten_out_of locks_up locked_up lock_up locking_up lock_away locked_away "
    "rot_in rots_in rotting languish* deprived_of persecution harassment intimidation "
    "threats_against blackmail* extortion perish* castrat* crush* insult* humiliation genital* "
    "miscarri* bruis* bled_to bleed_to bleeding severed gang_rape* gang_rape* forc*_confess* "
    "confess_under coerc* attack*_~_civilian* attack*_~_hospital* attack*_~_school* "
    "attack*_~_village* attack*_~_camp target*_~_civilian* indiscriminate* strip*_~_clothes "
    "wrongful* persecutor* oppressor* enforced_disappearance* disappearance* extrajudicial* "
    "summar*_execut* summar*_kill* summarily punish*_~_families dispossess* homeless destitut* "
    "negligen* neglect trafficking smuggl* embezzl* brib* corrupt* brutal* savag* barbar* "
    "ruthless* merciless* in_cold_blood cold_blooded point_blank point_blank death_squad* "
    "firing_squad* hit_squad* assassin* pogrom* bloodstain* horror* nightmar* hell ordeal* "
    "plight agony tears_of pain painful broke_~_finger* broke_~_leg* broke_~_arm* broke_~_rib* "
    "broke_~_bone* broke_~_nose broke_~_teeth broke_~_jaw broken_~_finger* broken_~_bone* "
    "breaking_~_bone* broke_~_will pull*_~_nail* pull*_~_teeth tore_out gouged_out "
    "bought_and_sold slave_market force*_~_to made_~_confess made_~_kneel made_~_watch "
    "made_~_sleep made_~_stand rotten spoiled_food never_came_home never_came_back "
    "never_returned never_seen_again not_been_seen missing_since fills_~_prisons "
    "filled_~_prisons opened_up_on off_the_map rounds_up rounded_up herded cattle like_animals "
    "like_dogs trodden beaten_up beat_up roughed_up knocked_~_teeth electrodes cigarette* hosed "
    "doused acid dumped_~_body dumped_~_bodies shallow_grave* unmarked_grave* buried_alive "
    "lashes fear_of_~_life in_fear live_in_fear by_fear dread* terrified frighten* scare scared "
    "scaring tear_gas water_cannon rubber_bullet* live_round* live_ammunition sniper* "
    "mine_field* booby_trap* scorched refugee_flow* siege besieged blockade* sanctioned_murder "
    "cage* dungeon* sold_~_girls sell_~_girls sold_~_women sell_~_women sold_~_children "
    "sell_~_children dig_~_grave* dug_~_grave* exhaustion worked_to"
)
# What judges somebody, or somebody's words.
BLAME = (
    "hides_~_from hiding_~_from hid_~_from hide_~_from hid_the hides_its hides_the hid_its "
    "hide_its hiding_its hiding_the concealed conceals conceal concealing covered_up covers_up "
    "took_orders takes_orders take_orders taking_orders answers_to_~_army looked_the_other_way "
    "looks_the_other_way look_the_other_way looked_away looks_away blind_eye deaf_ear "
    "turned_its_back turns_its_back stood_by stands_by_while stood_idly closed_its_eyes "
    "ever_paid never_paid paid_for_these paid_the_price pay_for_its weapon_in tool_of "
    "do_not_believe does_not_believe believes_a_word believe_a_word nobody_believes "
    "no_one_believes even_its_own even_~_own by_the_day changes_every_day day_after_day "
    "year_after_year it_took_~_~_for for_too_long long_overdue too_late too_little as_it_always "
    "as_they_always as_ever always exaggerat* inflat* fabricat* invent* concoct* made_up "
    "makes_up deceiv* deceit* misled mislead* betray* cheat* tricked manipulat* twist* distort* "
    "cynic* contempt* disregard* flout* scorn* mock* defian* brazen* shame* disgrac* hypocri* "
    "coward* obscene death_list* hit_list* dirty sordid sinister shady murky grim grisly "
    "ghastly ugly dark_secret outrag* appall* horrif* gruesome chilling damning harrowing "
    "shocking "
    "shockingly sickening credible credibly incredible unbelievable implausible plausible "
    "baseless unfounded groundless far_fetched ludicrous ridicul* absurd* nonsens* preposterous "
    "laughable dubious questionable suspicious* scandal* evil wicked vile monster* inexcusabl* "
    "unforgivabl* irresponsibl* reckless* callous* heartless* indifferen* complicit* complicity "
    "culpab* accomplice* mastermind* responsible_for_~_death* to_blame at_fault is_responsible "
    "are_responsible was_responsible were_responsible unpunished impunity unaccountab* "
    "injustice* accountable deserve* ought_to must_answer must_stop must_be_punished "
    "must_be_held must_be_tried must_be_stopped has_to_answer innocent blameless biased bias "
    "partisan agenda grudge axe_to_grind vendetta hostile_to obsess* notorious* infamous* "
    "discredit* disreputabl* ill_famed paid_by bankrolled in_bed_with allied_with sympathis* "
    "sympathiz* apologist* cheerleader* fellow_traveller* spokesman_for_terror front_group* "
    "tyrann* dictator* despot* authoritarian totalitarian iron_fist iron_rule with_an_iron "
    "rules_by clings_to power_hungry bloody no_excuse excuse* pretext* pretend* feign* sham "
    "farce farcical charade mockery whitewash* window_dressing lip_service empty_words "
    "double_standard* double_game two_faced smokescreen* stall* dragg*_its_feet drag*_feet "
    "foot_dragging evasion* evasive dodg* squirm* wriggl* ducked ducks deflect* backtrack* "
    "back_pedal* backpedal* contradict* inconsisten* changes_its_story changed_its_story "
    "another_story different_story could_not_explain cannot_explain has_no_explanation "
    "no_explanation speaks_volumes deafening telling_that tellingly conspicuous* revealing_that "
    "unsurprising* nothing_has_changed nothing_changed nothing_to_show cannot_be_trusted "
    "not_be_trusted fiction fairy_tale fairy_tales fable fables myth myths lie_of party_lie "
    "ashamed unmoved unrepentant heart_of_stone nothing_but never_a_friend no_friend_of "
    "wrong_before nail*_~_lie no_source_for masquerad* facade guise under_cover_of fig_leaf "
    "poison* rogue lawless crony cronies warmonger* profiteer* mob mobs henchm* brainwash* "
    "indoctrinat* business_as_usual yet_another"
)


def inflected(listed: str) -> str:
    """The forms of verbs in a list: of `rape` rape, rapes, raped, raping, rapist is a noun."""
    return " ".join(form for lemma in listed.split() for form in _forms(lemma))


def _forms(lemma: str) -> Iterator[str]:
    verb, _, rest = lemma.partition("_")
    verb, _, doubled = verb.partition("+")
    rest = f"_{rest}" if rest else ""
    stem = verb + doubled
    if verb.endswith("e"):
        endings = ("", "s", "d")
        forms = [verb + one for one in endings] + [f"{verb[:-1]}ing", f"{verb}r"]
    elif verb.endswith("y") and verb[-2] not in _VOWELS:
        forms = [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    else:
        plural = f"{verb}es" if verb.endswith(("s", "x", "ch", "sh")) else f"{verb}s"
        forms = [verb, plural, f"{stem}ed", f"{stem}ing", f"{stem}er"]
    yield from (form + rest for form in forms)
