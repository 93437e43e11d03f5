namespace Hippique.Sources.Pmu;

/// <summary>Where a race stands, as PMU's <c>statut</c> says it.</summary>
public enum PmuRaceState
{
    /// <summary>A state that the program does not know; nothing is assumed of it.</summary>
    Unknown,

    /// <summary>Still to start.</summary>
    Open,

    /// <summary>Under way, with no arrival yet.</summary>
    Running,

    /// <summary>Stopped; it can be run later on the day.</summary>
    Stopped,

    /// <summary>There is an arrival, which can still change.</summary>
    Provisional,

    /// <summary>The arrival is definitive.</summary>
    Official,

    /// <summary>The race is not run.</summary>
    CalledOff,
}

/// <summary>PMU's states, as white lists: those seen in its answers, and the names of its own groups of states (<c>categorieStatut</c>).</summary>
internal static class PmuStates
{
    public static PmuRaceState OfRace(string? state) =>
        state switch
        {
            "PROGRAMMEE"
            or "A_PARTIR"
            or "ROUGE_AUX_PARTANTS"
            or "CHEVAUX_ENTRENT_EN_PISTE"
            or "JOKEYS_MONTENT_A_CHEVAL"
            or "CHEVAUX_SOUS_ORDRES"
            or "DEPART_DANS_TROIS_MINUTES"
            or "FAUX_DEPART" => PmuRaceState.Open,
            "DEPART_CONFIRME" or "EN_COURS" => PmuRaceState.Running,
            "COURSE_ARRETEE" or "SUSPENDU" => PmuRaceState.Stopped,
            "ARRIVEE_PROVISOIRE" or "ARRIVEE_PROVISOIRE_NON_VALIDEE" or "ARRIVEE_PROVISOIRE_AVEC_PHOTO" => PmuRaceState.Provisional,
            "ARRIVEE_DEFINITIVE" or "ARRIVEE_DEFINITIVE_COMPLETE" or "FIN_COURSE" => PmuRaceState.Official,
            "COURSE_ANNULEE" or "ANNULEE" => PmuRaceState.CalledOff,
            _ => PmuRaceState.Unknown,
        };

    /// <summary>Whether a meeting is called off; null for a state that the program does not know.</summary>
    public static bool? IsCalledOff(string? meeting) =>
        meeting switch
        {
            null or "PROGRAMMEE" or "EN_COURS" or "TERMINEE" => false,
            "ANNULEE" => true,
            _ => null,
        };
}
