using Hippique.Embedded.Nodes;

namespace Hippique.Embedded.Tests.Nodes;

public sealed class NodeMessageTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{\"kind\": \"task_ended\"}")]
    [InlineData("two\nlines  and « é »")]
    public void What_is_sent_is_read_as_it_was(string text)
    {
        var message = new NodeMessage("a-1-ff", 7, NodeMessageKind.Said, text);

        NodeMessage.Parse(message.ToPayload()).ShouldBe(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a 1 Said")]
    [InlineData("a one Said text")]
    [InlineData("a 1 Sung text")]
    [InlineData("a 1 99 text")]
    [InlineData(" 1 Said text")]
    public void What_no_node_of_this_version_sends_is_not_read(string payload) => NodeMessage.Parse(payload).ShouldBeNull();

    [Fact]
    public void What_is_too_long_for_a_notification_is_said_to_be_lost()
    {
        // Two bytes each.
        var message = new NodeMessage("a", 1, NodeMessageKind.Said, new string('é', 4_000));

        NodeMessage.Parse(message.ToPayload()).ShouldBe(new NodeMessage("a", 1, NodeMessageKind.Lost, ""));
    }
}
