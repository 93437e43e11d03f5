using Hippique.Dashboard.Frame;

namespace Hippique.Dashboard.Races;

/// <summary>Shoes and blinkers in words; what a source writes in a way that is not known is shown as it is.</summary>
internal static class EquipmentWords
{
    /// <summary>Null if there is nothing to say.</summary>
    public static string? Shoes(string? published, PageFrame frame) =>
        published switch
        {
            null or "" or "REFERRE_ANTERIEURS_POSTERIEURS" => null,
            "DEFERRE_ANTERIEURS_POSTERIEURS" => frame.Say("dash_shoes_d4"),
            "DEFERRE_ANTERIEURS" => frame.Say("dash_shoes_da"),
            "DEFERRE_POSTERIEURS" => frame.Say("dash_shoes_dp"),
            "PROTEGE_ANTERIEURS_POSTERIEURS" => frame.Say("dash_shoes_p4"),
            "PROTEGE_ANTERIEURS" => frame.Say("dash_shoes_pa"),
            "PROTEGE_POSTERIEURS" => frame.Say("dash_shoes_pp"),
            // PMU writes it with three r.
            "PROTEGE_ANTERIEURS_DEFERRRE_POSTERIEURS" or "PROTEGE_ANTERIEURS_DEFERRE_POSTERIEURS" => frame.Say("dash_shoes_padp"),
            "DEFERRE_ANTERIEURS_PROTEGE_POSTERIEURS" => frame.Say("dash_shoes_dapp"),
            _ => frame.Say("dash_shoes", published),
        };

    /// <inheritdoc cref="Shoes"/>
    public static string? Blinkers(string? published, PageFrame frame) =>
        published switch
        {
            null or "" or "SANS_OEILLERES" => null,
            "OEILLERES_CLASSIQUE" => frame.Say("dash_blinkers_full"),
            "OEILLERES_AUSTRALIENNES" or "A" => frame.Say("dash_blinkers_australian"),
            _ => frame.Say("dash_blinkers", published),
        };
}
