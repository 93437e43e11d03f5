using System.Text.Json.Serialization;

namespace Hippique.Gpi.Factors;

/// <summary>A label shown beside a starter; files hold the code of <c>gpi.md</c>.</summary>
public enum RunnerLabel
{
    /// <summary>Its win probability is that of a favourite.</summary>
    [JsonStringEnumMemberName("favori_reel")]
    RealFavourite,

    /// <summary>Long odds, and it was placed in both of its last races.</summary>
    [JsonStringEnumMemberName("outsider_reperable")]
    Outsider,

    /// <summary>Good recent places, and a low place probability.</summary>
    [JsonStringEnumMemberName("profil_oublie")]
    Forgotten,

    /// <summary>Its odds fell between the looks.</summary>
    Steam,

    /// <summary>Its odds rose between the looks.</summary>
    Drift,

    /// <summary>The place pool has less on it than the win pool implies.</summary>
    [JsonStringEnumMemberName("place_delaisse")]
    PlaceNeglected,

    /// <summary>The place pool has more on it than the win pool implies.</summary>
    [JsonStringEnumMemberName("place_surjoue")]
    PlaceOverplayed,
}
