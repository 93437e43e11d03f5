using System.Text;
using Hippique.Embedded.Nodes;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;

namespace Hippique.Dashboard.Live;

/// <summary>
/// Carries the events of this process to the pages of the other nodes, and theirs to the pages of this one. Nobody else hears those of another node: messages, ledger and tasks are the work of
/// the node on which something happened.
/// </summary>
internal sealed class EventRelay : IEventListener, INodeListener
{
    /// <summary>Of a task that waits or begins no file has changed. There are hundreds of them when a day is planned.</summary>
    private static readonly string[] WithoutFiles = ["task_planned", "task_begun"];

    private readonly EventFeed _feed;
    private readonly DayVersions _versions;
    private readonly NodeChannel _channel;

    public EventRelay(EventFeed feed, DayVersions versions, NodeChannel channel)
    {
        (_feed, _versions, _channel) = (feed, versions, channel);
        channel.Listen(this);
    }

    public void Heard(HippiqueEvent happened) => _channel.Say(TextOf(happened));

    /// <summary>What is kept of the day's files is out of date: pages that look again must not be given it.</summary>
    public void Said(string text)
    {
        LiveEvent live;
        try
        {
            live = ArtifactJson.Read<LiveEvent>("event", Encoding.UTF8.GetBytes(text));
        }
        // A node of another version tells what this one does not know.
        catch (UnreadableArtifactException)
        {
            MayHaveMissed();
            return;
        }
        if (!WithoutFiles.Contains(live.Kind))
            _versions.ChangedElsewhere(live.Date);
        _feed.Tell(live);
    }

    public void MayHaveMissed()
    {
        _versions.ChangedElsewhere(null);
        _feed.Reset();
    }

    /// <summary>As it is said to the others.</summary>
    internal static string TextOf(HippiqueEvent happened) =>
        Encoding.UTF8.GetString(ArtifactJson.WriteLine(LiveEvent.Of(happened))).TrimEnd('\n');
}
