using Hippique.Racing;

namespace Hippique.Sources.Geny;

/// <summary>One row of the odds: number, horse, jockey, equipment.</summary>
internal static class GenyRunner
{
    private const int HighestNumber = 99;

    public static ParseResult<Runner> Read(FlightNode row, HashSet<int> withdrawn, List<string> notes)
    {
        if (row["numero"].Whole is not (>= 1 and <= HighestNumber and var number))
            return ParseResult<Runner>.Fail($"a runner without numero");
        if (row["nomCheval"].Text is not { } horse)
            return ParseResult<Runner>.Fail($"nomCheval of number {number}");
        var state = row["etatParticipation"].Text;
        if (state is not ("PARTANT" or "NON_PARTANT"))
            notes.Add($"number {number} has a state that is not known: {Quoted.Short(state ?? "none")}");
        else if (state == "PARTANT" && withdrawn.Contains(number))
            notes.Add($"number {number} runs by the odds and is withdrawn by the programme of the same page; taken as withdrawn");
        return ParseResult<Runner>.Ok(
            new Runner
            {
                Number = number,
                Horse = horse,
                NonRunner = state == "NON_PARTANT" || withdrawn.Contains(number),
                Jockey = Jockey(row["jockey"]),
                Shoes = row["deferre"].Text,
                Blinkers = row["oeilleres"].Text,
            }
        );
    }

    /// <summary><c>H. Boutin</c>, as it is printed.</summary>
    private static string? Jockey(FlightNode jockey)
    {
        if (jockey["nom"].Text is not { } surname)
            return null;
        return (jockey["initialePrenom"].Text ?? jockey["prenom"].Text) is { } first ? $"{first} {surname}" : surname;
    }
}
