using System.Globalization;
using System.Text;

namespace Hippique.Embedded.Nodes;

/// <summary>What one node sends to all: <c>sender number kind text</c>.</summary>
/// <param name="From">The sender, unique for each start (<see cref="Postgres.NodeIdentity.Owner"/>).</param>
/// <param name="Number">Of the sender's messages: PostgreSQL sends what is the same twice in one transaction once.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What was said.</param>
internal readonly record struct NodeMessage(string From, long Number, NodeMessageKind Kind, string Text)
{
    /// <summary>PostgreSQL refuses what is longer than 7,999 bytes.</summary>
    private const int MaxBytes = 7_999;

    /// <summary>Null: the text is none of a node of this version.</summary>
    public static NodeMessage? Parse(string payload) =>
        payload.Split(' ', 4) is [{ Length: > 0 } from, var number, var kind, var text]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && Enum.TryParse<NodeMessageKind>(kind, out var known)
        && Enum.IsDefined(known)
            ? new NodeMessage(from, count, known, text)
            : null;

    /// <summary>What is too long to be sent is said to be lost.</summary>
    public string ToPayload()
    {
        var whole = ToString();
        return Encoding.UTF8.GetByteCount(whole) <= MaxBytes ? whole : (this with { Kind = NodeMessageKind.Lost, Text = "" }).ToString();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From} {Number} {Kind} {Text}");
}

/// <summary>Kinds of <see cref="NodeMessage"/>.</summary>
internal enum NodeMessageKind
{
    /// <summary>Something was said.</summary>
    Said,

    /// <summary>Something was said that could not be sent, or nobody knows whether it was.</summary>
    Lost,

    /// <summary>To the sender itself, which learns from it that it can hear.</summary>
    Greeting,
}
