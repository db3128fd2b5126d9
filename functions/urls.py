"""Addresses of scenarios, below an organisation."""

from django.urls import path

from functions import guard_urls
from functions.views import (
    board,
    branches,
    brief,
    choices,
    comments,
    comparison,
    lifecycle,
    rebase,
    refresh,
    scenarios,
)

urlpatterns = [
    *guard_urls.urlpatterns,
    path("scenarios/", scenarios.ScenarioList.as_view(), name="scenarios"),
    path("scenarios/add/", scenarios.ScenarioAdd.as_view(), name="scenario-add"),
    path("scenarios/<uuid:uid>/", scenarios.ScenarioDetail.as_view(), name="scenario"),
    path("scenarios/<uuid:uid>/default-mapping/", scenarios.DefaultMapping.as_view(), name="scenario-default-mapping"),
    path("scenarios/<uuid:uid>/choices/", choices.ScenarioChoices.as_view(), name="scenario-choices"),
    path("scenarios/<uuid:uid>/choose/", choices.ChoiceChange.as_view(), name="scenario-choose"),
    path("scenarios/<uuid:uid>/reach/", choices.ReachChange.as_view(), name="scenario-reach"),
    path("scenarios/<uuid:uid>/budget/", choices.BudgetChange.as_view(), name="scenario-budget"),
    path("scenarios/<uuid:uid>/place/", scenarios.Placing.as_view(), name="scenario-place"),
    path("scenarios/<uuid:uid>/clone/", lifecycle.ScenarioClone.as_view(), name="scenario-clone"),
    path("scenarios/<uuid:uid>/archive/", lifecycle.ScenarioArchive.as_view(), name="scenario-archive"),
    path("scenarios/<uuid:uid>/restore/", lifecycle.ScenarioRestore.as_view(), name="scenario-restore"),
    path("scenarios/<uuid:uid>/rebase/", rebase.ScenarioRebase.as_view(), name="scenario-rebase"),
    path("scenarios/<uuid:uid>/move/", refresh.ScenarioMove.as_view(), name="scenario-move"),
    path("scenarios/<uuid:uid>/comments/", comments.ScenarioComments.as_view(), name="scenario-comments"),
    path("scenarios/<uuid:uid>/comment/", comments.CommentAdd.as_view(), name="scenario-comment"),
    path("comments/<uuid:uid>/resolve/", comments.CommentResolve.as_view(), name="comment-resolve"),
    path("scenarios/<uuid:uid>/board/", board.ScenarioBoard.as_view(), name="scenario-board"),
    path("scenarios/<uuid:uid>/board/data/", board.BoardData.as_view(), name="scenario-board-data"),
    path("scenarios/<uuid:uid>/branches/", branches.Branches.as_view(), name="scenario-branches"),
    path("scenarios/<uuid:uid>/branch/", branches.BranchStart.as_view(), name="scenario-branch"),
    path("scenarios/<uuid:uid>/merge/", branches.BranchMerge.as_view(), name="scenario-merge"),
    path("scenarios/<uuid:uid>/merge/apply/", branches.BranchMergeApply.as_view(), name="scenario-merge-apply"),
    path("scenarios/<uuid:uid>/board/moves/", board.BoardMoves.as_view(), name="scenario-board-moves"),
    path("scenarios/<uuid:uid>/board/rule/", board.BoardRule.as_view(), name="scenario-board-rule"),
    path("scenarios/<uuid:uid>/board/undo/", board.BoardUndo.as_view(), name="scenario-board-undo"),
    path("baselines/<uuid:uid>/compare/", comparison.BaselineCompare.as_view(), name="baseline-compare"),
    path("baselines/<uuid:uid>/refresh/", refresh.RefreshStart.as_view(), name="baseline-refresh"),
    path("baselines/<uuid:uid>/same-posts/", refresh.RefreshSamePosts.as_view(), name="baseline-same-posts"),
    path("baselines/<uuid:uid>/accept/", refresh.RefreshAccept.as_view(), name="baseline-accept"),
    path("scenarios/<uuid:uid>/undo/<int:seq>/", scenarios.Undo.as_view(), name="scenario-undo"),
]
