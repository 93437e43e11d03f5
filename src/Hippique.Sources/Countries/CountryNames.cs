namespace Hippique.Sources.Countries;

/// <summary>Countries of meetings, as ISO 3166 alpha-3.</summary>
internal static class CountryNames
{
    private static readonly char[] Opening = ['[', '('];
    private static readonly char[] Closing = [']', ')'];

    // As they stand in brackets behind the meeting's name, without accents. Only those of other spellings than the machine code need a line.
    private static readonly Dictionary<string, string> FromName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["France"] = "FRA",
        ["Belgique"] = "BEL",
        ["Allemagne"] = "DEU",
        ["Grande Bretagne"] = "GBR",
        ["Royaume Uni"] = "GBR",
        ["Angleterre"] = "GBR",
        ["Irlande"] = "IRL",
        ["Italie"] = "ITA",
        ["Espagne"] = "ESP",
        ["Suisse"] = "CHE",
        ["Autriche"] = "AUT",
        ["Pays Bas"] = "NLD",
        ["Suede"] = "SWE",
        ["Suède"] = "SWE",
        ["Norvege"] = "NOR",
        ["Norvège"] = "NOR",
        ["Danemark"] = "DNK",
        ["Finlande"] = "FIN",
        ["Etats Unis"] = "USA",
        ["États Unis"] = "USA",
        ["Canada"] = "CAN",
        ["Argentine"] = "ARG",
        ["Bresil"] = "BRA",
        ["Brésil"] = "BRA",
        ["Chili"] = "CHL",
        ["Uruguay"] = "URY",
        ["Afrique du Sud"] = "ZAF",
        ["Maroc"] = "MAR",
        ["Hong Kong"] = "HKG",
        ["Japon"] = "JPN",
        ["Singapour"] = "SGP",
        ["Australie"] = "AUS",
        ["Qatar"] = "QAT",
        ["Emirats Arabes Unis"] = "ARE",
        ["Émirats Arabes Unis"] = "ARE",
        ["Arabie Saoudite"] = "SAU",
    };

    /// <summary>
    /// From the racecourse's ISO code, else from the name in brackets (<c>Mons [Belgique]</c>, <c>Mons (Belgique)</c>); empty where neither is known. A meeting without brackets is not taken for
    /// French: the site may have left them out.
    /// </summary>
    public static string Alpha3(string? alpha2, string meeting)
    {
        if (CountryCode.FromAlpha2(alpha2) is { Length: > 0 } code)
            return code;
        var open = meeting.IndexOfAny(Opening);
        var close = meeting.IndexOfAny(Closing);
        return open >= 0 && close > open ? FromName.GetValueOrDefault(meeting[(open + 1)..close].Trim().Replace('-', ' '), "") : "";
    }

    /// <summary>The name without its brackets.</summary>
    public static string MeetingName(string meeting)
    {
        var open = meeting.IndexOfAny(Opening);
        return (open > 0 ? meeting[..open] : meeting).Trim();
    }
}
