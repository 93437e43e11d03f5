using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>
/// Reads a line of the ledger. By hand, since a balance of a hundred thousand entries has to be there within a second of a start, and the serializer compiles its converters for longer
/// than that. What is written is the serializer's; a test reads each kind of entry both ways.
/// </summary>
internal static class LedgerEntryReader
{
    /// <exception cref="JsonException">The line is no entry; <see cref="FormatException"/> and <see cref="InvalidOperationException"/> say the same of a value.</exception>
    public static LedgerEntry Read(ReadOnlySpan<byte> line)
    {
        var json = new LedgerJson(line);
        var number = 0;
        string? key = null,
            corrects = null,
            ticket = null,
            previous = null,
            hash = null;
        RaceId? race = null;
        LedgerFact? fact = null;
        var simulated = false;
        json.Open();
        while (json.NextName())
        {
            if (json.Is("entry"u8))
                number = json.Int();
            else if (json.Is("key"u8))
                key = json.Code();
            else if (json.Is("corrects"u8))
                corrects = json.Text();
            else if (json.Is("race"u8))
                race = json.Race();
            else if (json.Is("ticket"u8))
                ticket = json.Text();
            else if (json.Is("simulated"u8))
                simulated = json.Bool();
            else if (json.Is("fact"u8))
            {
                // Of kinds of which there are few the serializer is asked.
                if (LedgerFactReader.Read(ref json) is not { } read)
                    return ArtifactJson.Read<LedgerEntry>("", line.ToArray());
                fact = read;
            }
            else if (json.Is("previous"u8))
                previous = json.Code();
            else if (json.Is("hash"u8))
                hash = json.Code();
            else
                json.Skip();
        }
        json.End();
        return new LedgerEntry
        {
            Entry = number,
            Key = LedgerJson.Must(key),
            Corrects = corrects,
            Race = race,
            Ticket = ticket,
            Simulated = simulated,
            Fact = LedgerJson.Must(fact),
            Previous = LedgerJson.Must(previous),
            Hash = hash,
        };
    }
}
