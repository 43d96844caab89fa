using Microsoft.EntityFrameworkCore;
using ScalingDashboard.Features.Dashboard.Views;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Data;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Features.Dashboard;

/// <summary>Named views in the real database. Tests share it; each is somebody else.</summary>
[Trait("Ring", "Database")]
public sealed class SavedViewsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task A_view_is_found_by_its_author_alone_until_it_is_shared()
    {
        var (views, ana, leo) = (Views(), Person(Roles.Analyst), Person(Roles.Leader));
        await views.SaveAsync(ana, "  Mine ", "period=90d", false, default);
        await views.SaveAsync(ana, "Ours", "region=EMEA", true, default);

        (await views.ListAsync(ana, default)).Select(v => (v.Name, v.Query, v.IsOwn, v.Shared)).ShouldBe(
            [("Mine", "period=90d", true, false), ("Ours", "region=EMEA", true, true)]);
        var seen = (await views.ListAsync(leo, default)).Where(v => v.Author == ana.Name).ShouldHaveSingleItem();
        (seen.Name, seen.IsOwn, seen.Href).ShouldBe(("Ours", false, "/?region=EMEA"));
    }

    [Fact]
    public async Task The_same_name_again_replaces_the_view()
    {
        var (views, ana) = (Views(), Person(Roles.Analyst));
        await views.SaveAsync(ana, "Mine", "period=90d", false, default);
        await views.SaveAsync(ana, "Mine", "period=7d", false, default);
        (await OwnAsync(views, ana)).ShouldHaveSingleItem().Query.ShouldBe("period=7d");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("   ")]
    [InlineData("A name that goes on and on until nobody can read it in one line any more")]
    public async Task A_name_must_be_one(string? name) =>
        await Should.ThrowAsync<Invalid>(() => Views().SaveAsync(Person(Roles.Leader), name, "period=7d", false, default));

    [Fact]
    public async Task A_person_keeps_a_hundred_views_and_no_more()
    {
        var (views, ana) = (Views(), Person(Roles.Leader));
        for (var i = 0; i < SavedViews.Most; i++)
            await views.SaveAsync(ana, $"View {i}", "period=7d", false, default);
        (await Should.ThrowAsync<Invalid>(() => views.SaveAsync(ana, "One more", "period=7d", false, default))).Message.ShouldContain("100 views");
        await views.SaveAsync(ana, "View 1", "period=30d", false, default);
    }

    [Theory]
    [InlineData(Roles.Leader)]
    [InlineData(Roles.Board)]
    public async Task Leaders_and_board_members_do_not_share(string role) =>
        await Should.ThrowAsync<Refused>(() => Views().SaveAsync(Person(role), "Ours", "period=7d", true, default));

    [Fact]
    public async Task Only_the_author_deletes_a_view_and_an_admin_one_that_is_shared()
    {
        var (views, ana, other, admin) = (Views(), Person(Roles.Analyst), Person(Roles.Analyst), Person(Roles.Admin));
        await views.SaveAsync(ana, "Mine", "period=90d", false, default);
        await views.SaveAsync(ana, "Ours", "period=30d", true, default);
        var own = await OwnAsync(views, ana);

        await Should.ThrowAsync<NotFound>(() => views.DeleteAsync(other, own[1].Id, default));
        await Should.ThrowAsync<NotFound>(() => views.DeleteAsync(admin, own[0].Id, default));
        await views.DeleteAsync(admin, own[1].Id, default);
        await views.DeleteAsync(ana, own[0].Id, default);
        (await OwnAsync(views, ana)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_begins_with_the_chosen_view_else_with_that_of_the_role()
    {
        var (views, admin, member) = (Views(), Person(Roles.Admin), Person(Roles.Board));
        await views.SaveAsync(admin, "For the board", "period=12m", true, default);
        await views.SaveAsync(member, "Mine", "period=7d", false, default);
        var (shared, own) = ((await OwnAsync(views, admin))[0], (await OwnAsync(views, member))[0]);
        (await views.StartOfAsync(member, default)).ShouldBeNull();

        await views.StartRoleWithAsync(admin, Roles.Board, shared.Id, true, default);
        (await views.StartOfAsync(member, default)).ShouldBe(new("For the board", "period=12m"));
        (await views.StartOfAsync(Person(Roles.Leader), default)).ShouldBeNull();
        (await views.ListAsync(admin, default)).Single(v => v.Id == shared.Id).StartOf.ShouldBe([Roles.Board]);

        await views.StartWithAsync(member, own.Id, default);
        (await views.StartOfAsync(member, default)).ShouldBe(new("Mine", "period=7d"));
        (await OwnAsync(views, member))[0].IsStart.ShouldBeTrue();

        await views.StartWithAsync(member, null, default);
        (await views.StartOfAsync(member, default))!.Name.ShouldBe("For the board");
        await views.DeleteAsync(admin, shared.Id, default);
        (await views.StartOfAsync(member, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_view_that_is_no_longer_shared_is_nobody_s_start_but_its_author_s()
    {
        var (views, ana, leo) = (Views(), Person(Roles.Analyst), Person(Roles.Leader));
        await views.SaveAsync(ana, "Ours", "period=7d", true, default);
        var view = (await OwnAsync(views, ana))[0].Id;
        await views.StartWithAsync(leo, view, default);
        await views.StartWithAsync(ana, view, default);
        await views.SaveAsync(ana, "Ours", "period=7d", false, default);
        (await views.StartOfAsync(leo, default)).ShouldBeNull();
        (await views.StartOfAsync(ana, default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_begins_with_what_is_not_to_be_seen_and_only_admins_settle_for_a_role()
    {
        var (views, ana, admin) = (Views(), Person(Roles.Analyst), Person(Roles.Admin));
        await views.SaveAsync(ana, "Mine", "period=7d", false, default);
        var view = (await OwnAsync(views, ana))[0].Id;
        await Should.ThrowAsync<NotFound>(() => views.StartWithAsync(Person(Roles.Leader), view, default));
        await Should.ThrowAsync<NotFound>(() => views.StartRoleWithAsync(admin, Roles.Leader, view, true, default));
        await Should.ThrowAsync<Refused>(() => views.StartRoleWithAsync(ana, Roles.Leader, view, true, default));
        await Should.ThrowAsync<Refused>(() => views.StartRoleWithAsync(admin, "king", view, true, default));
    }

    [Fact]
    public async Task Without_its_database_the_dashboard_begins_with_the_default_view()
    {
        var views = new SavedViews(new Databases(() => new(new DbContextOptionsBuilder<ScalingDb>().UseNpgsql("Host=127.0.0.1;Port=1;Timeout=1").Options)), _clock);
        (await views.StartOfAsync(Person(Roles.Leader), default)).ShouldBeNull();
    }

    private static Viewer Person(string role) => new($"{Guid.CreateVersion7():N}", $"Somebody {Guid.CreateVersion7():N}", [role]);

    private static async Task<IReadOnlyList<SavedView>> OwnAsync(SavedViews views, Viewer viewer) =>
        [.. (await views.ListAsync(viewer, default)).Where(v => v.IsOwn)];

    private SavedViews Views() => new(new Databases(database.Context), _clock);

    private sealed class Databases(Func<ScalingDb> create) : IDbContextFactory<ScalingDb>
    {
        public ScalingDb CreateDbContext() => create();
    }
}
